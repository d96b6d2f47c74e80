import { Drawer as MantineDrawer, Modal } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../controls/Button";
import styles from "./Dialog.module.css";

const WIDTHS = { small: 400, medium: 520, large: 760, huge: 1040 } as const;

export interface DialogProps {
  opened: boolean;
  title: ReactNode;
  onClose: () => void;
  size?: keyof typeof WIDTHS;
  children: ReactNode;
}

export function Dialog({ opened, title, onClose, size = "medium", children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={WIDTHS[size]}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {children}
    </Modal>
  );
}

export interface FormDialogProps extends DialogProps {
  submitLabel: string;
  submitting?: boolean;
  canSubmit?: boolean;
  danger?: boolean;
  onSubmit: () => void;
  /** Shown left of the buttons. */
  footer?: ReactNode;
}

/** A dialog around a form: Enter sends, Escape closes. */
export function FormDialog(props: FormDialogProps) {
  const { submitLabel, submitting, canSubmit = true, danger, onSubmit, footer, children, ...dialog } = props;
  const { t } = useTranslation();
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (canSubmit && !submitting) onSubmit();
  };
  return (
    <Dialog {...dialog}>
      <form onSubmit={handleSubmit} noValidate>
        {children}
        <div className={styles.footer}>
          {footer && <div className={styles.start}>{footer}</div>}
          <Button onClick={dialog.onClose}>{t("common.cancel")}</Button>
          <Button
            type="submit"
            variant={danger ? "danger" : "primary"}
            loading={submitting}
            disabled={!canSubmit}
          >
            {submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The row of buttons at the end of a dialog. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return <div className={styles.footer}>{children}</div>;
}

export interface DrawerProps {
  opened: boolean;
  title?: ReactNode;
  onClose: () => void;
  side?: "left" | "right" | "bottom";
  width?: number | string;
  children: ReactNode;
}

export function Drawer({ opened, title, onClose, side = "right", width = 400, children }: DrawerProps) {
  const { t } = useTranslation();
  return (
    <MantineDrawer
      opened={opened}
      onClose={onClose}
      title={title}
      position={side}
      size={width}
      withCloseButton={title !== undefined}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {children}
    </MantineDrawer>
  );
}
