import { useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "./controls/fields";
import { Stack } from "./layout/layout";
import { FormDialog } from "./overlays/Dialog";

export interface ConfirmOptions {
  title: string;
  body: ReactNode;
  /** Name of the act, e.g. "Delete 3 projects". Never just "OK". */
  confirmLabel: string;
  danger?: boolean;
  /** The person must type this text first: for acts that cannot be undone and hit much. */
  typeToConfirm?: string;
}

interface Pending extends ConfirmOptions {
  resolve: (confirmed: boolean) => void;
}

let pending: Pending | undefined;
const listeners = new Set<() => void>();

function publish(next: Pending | undefined): void {
  pending = next;
  for (const listener of listeners) listener();
}

/** Ask before an act that cannot be taken back. Resolves to whether it was confirmed. */
export function confirm(options: ConfirmOptions): Promise<boolean> {
  return new Promise((resolve) => {
    pending?.resolve(false);
    publish({ ...options, resolve });
  });
}

export function ConfirmHost() {
  const current = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
  return current ? <ConfirmDialog key={current.title} {...current} /> : null;
}

function ConfirmDialog({ title, body, confirmLabel, danger, typeToConfirm, resolve }: Pending) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const answer = (confirmed: boolean) => {
    publish(undefined);
    resolve(confirmed);
  };
  return (
    <FormDialog
      opened
      size="small"
      title={title}
      submitLabel={confirmLabel}
      danger={danger}
      canSubmit={typeToConfirm === undefined || typed.trim() === typeToConfirm}
      onSubmit={() => answer(true)}
      onClose={() => answer(false)}
    >
      <Stack>
        <div>{body}</div>
        {typeToConfirm !== undefined && (
          <TextField
            label={t("common.typeToConfirm", { text: typeToConfirm })}
            value={typed}
            onChange={setTyped}
            autoFocus
          />
        )}
      </Stack>
    </FormDialog>
  );
}
