import { useTranslation } from "react-i18next";
import { Checkbox, Stack, Text, TextField } from "@/design";
import type { ColumnChoice } from "../model/state";
import styles from "../wizard.module.css";

interface ColumnListProps {
  columns: readonly ColumnChoice[];
  onChange: (columns: ColumnChoice[]) => void;
}

/** Names of the columns, and who sees them. */
export function ColumnList({ columns, onChange }: ColumnListProps) {
  const { t } = useTranslation();
  const change = (at: number, next: Partial<ColumnChoice>) =>
    onChange(columns.map((column, index) => (index === at ? { ...column, ...next } : column)));
  return (
    <Stack gap={2}>
      <Text strong>{t("wizard.columns")}</Text>
      <div className={styles.columnList}>
        {columns.map((column, at) => (
          <div key={at} className={styles.columnRow}>
            <TextField
              ariaLabel={t("wizard.columnName", { number: at + 1 })}
              value={column.name}
              error={column.name.trim() === ""}
              onChange={(name) => change(at, { name })}
            />
            <Checkbox
              label={t("wizard.displayed")}
              checked={column.displayed}
              onChange={(displayed) => change(at, { displayed })}
            />
            <Checkbox
              label={t("wizard.restricted")}
              checked={column.labelerRestricted}
              onChange={(labelerRestricted) => change(at, { labelerRestricted })}
            />
          </div>
        ))}
      </div>
    </Stack>
  );
}
