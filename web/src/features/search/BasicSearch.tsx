import { useTranslation } from "react-i18next";

import type { GlossApiError } from "@/api/errors";
import type { SearchMode } from "@/api/generated/graphql";
import { Checkbox, IconButton, IconClock, Menu, SearchField, Segments, Select } from "@/design";
import styles from "./search.module.css";

export interface Basic {
  text: string;
  target: "text" | "label";
  mode: SearchMode;
  caseSensitive: boolean;
}

interface BasicSearchProps {
  value: Basic;
  withLabels: boolean;
  error: GlossApiError | null;
  history: readonly string[];
  onChange: (value: Basic) => void;
  /** Enter: now, and worth remembering. */
  onEnter: () => void;
  onForget: (keyword: string) => void;
}

const MODES: readonly SearchMode[] = ["CONTAINS_ANY_WORD", "EXACT_WORD", "REGEX"];

/** One field for text or label names, with the ways to compare text. */
export function BasicSearch(props: BasicSearchProps) {
  const { value, withLabels, error, history, onChange, onEnter, onForget } = props;
  const { t } = useTranslation();
  return (
    <div className={styles.basic}>
      <div className={styles.row}>
        <SearchField
          className={styles.grow}
          onEnter={onEnter}
          label={t("search.for")}
          value={value.text}
          onChange={(text) => onChange({ ...value, text })}
        />
        {history.length > 0 && (
          <Menu
            position="bottom-end"
            width={240}
            trigger={<IconButton icon={IconClock} label={t("search.history")} />}
            items={[
              ...history.slice(0, 12).map((keyword) => ({
                label: keyword,
                onSelect: () => onChange({ ...value, text: keyword }),
              })),
              "divider",
              {
                label: t("search.forget"),
                onSelect: () => history.forEach(onForget),
              },
            ]}
          />
        )}
      </div>
      {error && <p className={styles.error}>{error.message}</p>}
      <div className={styles.row}>
        {withLabels && (
          <Segments
            label={t("search.target")}
            value={value.target}
            options={[
              { value: "text", label: t("search.inText") },
              { value: "label", label: t("search.inLabels") },
            ]}
            onChange={(target) => onChange({ ...value, target })}
          />
        )}
        {value.target === "text" && (
          <>
            <Select
              ariaLabel={t("search.mode")}
              value={value.mode}
              options={MODES.map((mode) => ({ value: mode, label: t(`search.modes.${mode}`) }))}
              onChange={(mode) => mode && onChange({ ...value, mode: mode as SearchMode })}
            />
            <Checkbox
              label={t("search.case")}
              checked={value.caseSensitive}
              onChange={(caseSensitive) => onChange({ ...value, caseSensitive })}
            />
          </>
        )}
      </div>
    </div>
  );
}
