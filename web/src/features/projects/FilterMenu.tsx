import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Checkbox, IconChevronDown, Popover, SearchField, Text, type Option } from "@/design";
import styles from "./projects.module.css";

interface FilterMenuProps {
  label: string;
  options: readonly Option[];
  values: readonly string[];
  onChange: (values: string[]) => void;
}

const SEARCH_FROM = 9;

/** A filter that takes any number of values. */
export function FilterMenu({ label, options, values, onChange }: FilterMenuProps) {
  const { t } = useTranslation();
  const [needle, setNeedle] = useState("");
  const shown = options.filter((option) => option.label.toLowerCase().includes(needle.trim().toLowerCase()));
  const toggle = (value: string, on: boolean) =>
    onChange(on ? [...values, value] : values.filter((known) => known !== value));
  return (
    <Popover
      width={232}
      trigger={
        <Button active={values.length > 0} iconAfter={IconChevronDown}>
          {label}
          {values.length > 0 && <span className={styles.count}>{values.length}</span>}
        </Button>
      }
    >
      {options.length >= SEARCH_FROM && (
        <div className={styles.optionSearch}>
          <SearchField
            label={t("projects.searchOptions", { what: label })}
            value={needle}
            onChange={setNeedle}
          />
        </div>
      )}
      <div className={styles.options} role="group" aria-label={label}>
        {shown.map((option) => (
          <div key={option.value} className={styles.option}>
            <Checkbox
              label={option.label}
              checked={values.includes(option.value)}
              onChange={(on) => toggle(option.value, on)}
            />
          </div>
        ))}
        {shown.length === 0 && <Text tone="muted">{t("projects.noOptions")}</Text>}
      </div>
      {values.length > 0 && (
        <Button size="small" variant="subtle" full onClick={() => onChange([])}>
          {t("projects.clearFilter")}
        </Button>
      )}
    </Popover>
  );
}
