import { useTranslation } from "react-i18next";

import { Button, Dialog, DialogFooter, Switch, Text } from "@/design";
import type { Extension, ExtensionId } from "@/extensions";
import styles from "./frame.module.css";

interface ManageExtensionsProps {
  extensions: readonly Extension[];
  isOn: (extension: Extension) => boolean;
  readOnly: boolean;
  onSwitch: (id: ExtensionId, on: boolean) => void;
  onReset: () => void;
  onClose: () => void;
}

/** Which panels are shown: those the project offers the person's role, each with a switch. */
export function ManageExtensions(props: ManageExtensionsProps) {
  const { extensions, isOn, readOnly, onSwitch, onReset, onClose } = props;
  const { t } = useTranslation();
  return (
    <Dialog opened title={t("extensions.manage")} onClose={onClose}>
      <Text tone="muted" as="p">
        {t(readOnly ? "extensions.manageReadOnly" : "extensions.manageText")}
      </Text>
      <ul className={styles.switches}>
        {extensions.map((one) => (
          <li key={one.id}>
            <one.icon size={16} stroke={1.7} aria-hidden />
            <div>
              <Text strong as="div">
                {t(one.titleKey)}
              </Text>
              <Text tone="muted" size="small">
                {t(one.textKey)}
              </Text>
            </div>
            <Switch
              ariaLabel={t("extensions.show", { name: t(one.titleKey) })}
              checked={isOn(one)}
              disabled={readOnly || (one.core ?? false)}
              onChange={(on) => onSwitch(one.id, on)}
            />
          </li>
        ))}
      </ul>
      <DialogFooter>
        {!readOnly && <Button onClick={onReset}>{t("extensions.reset")}</Button>}
        <Button variant="primary" onClick={onClose}>
          {t("extensions.done")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
