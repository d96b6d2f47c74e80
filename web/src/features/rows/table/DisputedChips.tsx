import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Hidden } from "@/design";
import { disputes, type WireConflict } from "@/features/review/conflicts";
import type { Question } from "@/question-types";
import styles from "../rows.module.css";

interface DisputedChipsProps {
  question: Question;
  /** Undefined while they are fetched. */
  conflicts: readonly WireConflict[] | undefined;
}

const MOST = 4;
const NONE: readonly WireConflict[] = [];

/** What the labelers said, with how many said it, in a cell of the table. */
export function DisputedChips({ question, conflicts = NONE }: DisputedChipsProps) {
  const { t } = useTranslation();
  const choices = useMemo(
    () => disputes([question], conflicts, {}).flatMap((dispute) => dispute.choices),
    [question, conflicts],
  );
  return (
    <span className={styles.disputedChips}>
      {choices.length === 0 ? (
        <span className={styles.disputed}>{t("rows.disputed")}</span>
      ) : (
        <Hidden>{t("rows.disputed")}</Hidden>
      )}
      {choices.slice(0, MOST).map((choice, index) => (
        <span key={index} className={styles.disputedChip}>
          {choice.text} <span className={styles.disputedCount}>×{choice.userIds.length}</span>
        </span>
      ))}
      {choices.length > MOST && <span className={styles.disputedCount}>+{choices.length - MOST}</span>}
    </span>
  );
}
