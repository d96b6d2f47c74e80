import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconChevronDown, IconChevronUp } from "@/design";
import styles from "./rows.module.css";

interface FormSheetProps {
  title: string;
  children: ReactNode;
}

/** The form below the rows: on a phone a sheet that can be put down to read and pulled up to answer. */
export function FormSheet({ title, children }: FormSheetProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(true);
  const Icon = open ? IconChevronDown : IconChevronUp;
  return (
    <div className={styles.sheet} data-row-form data-open={open || undefined}>
      <button
        type="button"
        className={styles.sheetHandle}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon size={16} aria-hidden />
        {t(open ? "rows.sheetDown" : "rows.sheetUp", { title })}
      </button>
      {open && <div className={styles.sheetBody}>{children}</div>}
    </div>
  );
}
