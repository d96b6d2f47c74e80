import { useTranslation } from "react-i18next";

import {
  Button,
  IconButton,
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconQuestion,
  Text,
} from "@/design";
import type { LabelingDocument, LabelingMode, Progress } from "../context";
import { LEGEND_PHASES } from "./legend";
import { titleOf } from "./titles";
import styles from "./frame.module.css";

interface BottomBarProps {
  document: LabelingDocument;
  /** Zero-based. */
  index: number;
  total: number;
  mode: LabelingMode;
  progress: Progress;
  /** Label colours mean review states here. */
  showLegend: boolean;
  canComplete: boolean;
  /** Opens the questions about the file; none where there are none beside the text. */
  onQuestions: (() => void) | undefined;
  onPrevious: () => void;
  onNext: () => void;
  onComplete: () => void;
}

export function BottomBar(props: BottomBarProps) {
  const {
    document,
    index,
    total,
    progress,
    showLegend,
    canComplete,
    onQuestions,
    onPrevious,
    onNext,
    onComplete,
  } = props;
  const { t } = useTranslation();
  return (
    <footer className={styles.bottom}>
      <IconButton
        icon={IconChevronLeft}
        label={t("labeling.bottom.previous")}
        shortcut="Alt+Left"
        disabled={index <= 0}
        onClick={onPrevious}
      />
      <span className={styles.position}>
        <Text size="small" tone="secondary" tabular>
          {t("labeling.bottom.position", { index: index + 1, total })}
        </Text>
      </span>
      <IconButton
        icon={IconChevronRight}
        label={t("labeling.bottom.next")}
        shortcut="Alt+Right"
        disabled={index >= total - 1}
        onClick={onNext}
      />
      <span className={styles.fileName} title={titleOf(document, t)}>
        {titleOf(document, t)}
      </span>
      {canComplete && (
        <Button
          size="small"
          variant="subtle"
          active={document.isCompleted}
          icon={IconCheck}
          aria-pressed={document.isCompleted}
          aria-label={t(document.isCompleted ? "labeling.completed" : "labeling.completeDocument")}
          onClick={onComplete}
        >
          <span className={styles.wideOnly}>
            {t(document.isCompleted ? "labeling.completed" : "labeling.completeDocument")}
          </span>
        </Button>
      )}
      {onQuestions && (
        <Button size="small" variant="subtle" icon={IconQuestion} onClick={onQuestions}>
          {t("labeling.bottom.questions")}
        </Button>
      )}
      <span className={styles.spring} />
      {showLegend && (
        <ul className={styles.legend} aria-label={t("labeling.bottom.legend")}>
          {LEGEND_PHASES.map((phase) => (
            <li key={phase} data-phase={phase}>
              {t(`labeling.phase.${phase}`)}
            </li>
          ))}
        </ul>
      )}
      <Counts progress={progress} />
    </footer>
  );
}

function Counts({ progress }: { progress: Progress }) {
  const { t } = useTranslation();
  const parts: string[] = [];
  if (progress.conflicts) parts.push(t("labeling.bottom.conflicts", { count: progress.conflicts }));
  if (progress.labels !== undefined) parts.push(t("labeling.bottom.labels", { count: progress.labels }));
  if (progress.lastLine) parts.push(t("labeling.bottom.lastLine", { line: progress.lastLine }));
  if (progress.total)
    parts.push(t("labeling.bottom.solved", { solved: progress.solved ?? 0, total: progress.total }));
  return <span className={styles.counts}>{parts.join(" · ")}</span>;
}
