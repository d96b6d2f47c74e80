import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  Button,
  EmptyState,
  IconButton,
  IconArrowLeft,
  IconArrowRight,
  IconQuestion,
  IconUndo,
  Notice,
  Skeleton,
  StatusChip,
  toast,
} from "@/design";
import type { LabelingContext } from "@/features/labeling/context";
import { acceptAgreed, allDecided, decidedAnswers, disputes, pick } from "@/features/review/conflicts";
import { Disputed } from "@/features/review/Disputed";
import { acceptAgreedRows } from "@/features/review/bulk";
import { nameOfLabeler, useConflicts } from "@/features/review/useConflicts";
import { isEmpty, QuestionForm, type Answers, type Question } from "@/question-types";
import { draftKey } from "./data/drafts";
import type { RowStore } from "./data/rowStore";
import type { RowChange } from "./data/senders";
import styles from "./rows.module.css";
import { useAnswerForm } from "./useAnswerForm";

const NOTHING: Answers = {};

interface RowFormProps {
  context: LabelingContext;
  store: RowStore;
  questions: Question[];
  /** One, or several that get the same answers. */
  lines: readonly number[];
  /** Answers of the single line; undefined while they are fetched. */
  saved: Answers | undefined;
  onSave: (changes: RowChange[]) => void;
  onSubmit: (answers: Answers) => void;
  onConflict: (direction: 1 | -1) => void;
  onCancelMany: () => void;
}

export function RowForm(props: RowFormProps) {
  const { t } = useTranslation();
  const { questions, lines, saved } = props;
  if (questions.length === 0) {
    return (
      <EmptyState
        compact
        icon={IconQuestion}
        title={t("rows.noQuestionsTitle")}
        text={t("rows.noQuestionsText")}
      />
    );
  }
  if (lines.length > 1) return <ManyForm {...props} />;
  if (saved === undefined) {
    return (
      <div className={styles.card}>
        <Skeleton height={28} />
        <Skeleton height={28} />
      </div>
    );
  }
  return <OneForm {...props} saved={saved} />;
}

function OneForm({
  context,
  store,
  questions,
  lines,
  saved,
  onSave,
  onSubmit,
  onConflict,
}: RowFormProps & { saved: Answers }) {
  const { t } = useTranslation();
  const [line = 0] = lines;
  const isReview = context.mode === "REVIEWER";
  const key = draftKey(context.userId, context.document.id, line);
  const form = useAnswerForm(key, questions, saved);
  const [busy, setBusy] = useState(false);
  const { conflicts, settle } = useConflicts(
    context.document.id,
    line,
    isReview && store.stateOf(line) === "conflict",
  );
  const open = useMemo(
    () => disputes(questions, conflicts, form.answers),
    [questions, conflicts, form.answers],
  );
  const nameOf = nameOfLabeler(context, (number) => t("review.labeler", { number }));

  const handleSubmit = (answers: Answers) => {
    if (!allDecided(open)) {
      toast.info(t("review.decideFirst"));
      return;
    }
    form.reset();
    settle();
    onSubmit(isReview ? decidedAnswers(answers, saved, open) : answers);
  };
  const handleAcceptAgreed = () => {
    const next = acceptAgreed(form.answers, open);
    if (next) form.setAnswers(next);
    else toast.info(t("review.noneAgreed"));
  };
  const handleAcceptAll = async () => {
    setBusy(true);
    try {
      const changes = await acceptAgreedRows(context.document.id, questions, store);
      if (changes.length > 0) onSave(changes);
      toast.success(t("review.acceptedRows", { count: changes.length }));
    } catch (error) {
      toast.error(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className={styles.card} aria-label={t("rows.formOf", { line: line + 1 })}>
      <h2 className={styles.cardTitle}>
        {t("rows.row", { line: line + 1 })}
        {form.isDraft && <StatusChip tone="warning">{t("rows.draft")}</StatusChip>}
        <span className={styles.spring} />
        {isReview && (
          <>
            <IconButton
              size="small"
              icon={IconArrowLeft}
              label={t("rows.actions.previousConflict")}
              shortcut="Alt+Shift+Left"
              onClick={() => onConflict(-1)}
            />
            <IconButton
              size="small"
              icon={IconArrowRight}
              label={t("rows.actions.nextConflict")}
              shortcut="Alt+Shift+Right"
              onClick={() => onConflict(1)}
            />
          </>
        )}
      </h2>
      {open.length > 0 && !context.readOnly && (
        <span>
          <Button size="small" onClick={handleAcceptAgreed}>
            {t("review.acceptAgreed")}
          </Button>{" "}
          <Button size="small" loading={busy} onClick={() => void handleAcceptAll()}>
            {t("review.acceptAgreedAll")}
          </Button>
        </span>
      )}
      <QuestionForm
        questions={questions}
        answers={form.answers}
        readOnly={context.readOnly}
        onChange={form.setAnswers}
        onSubmit={handleSubmit}
        beforeField={(question) => (
          <Disputed
            question={question}
            open={open}
            nameOf={nameOf}
            readOnly={context.readOnly}
            onPick={(dispute, value) => form.setAnswers(pick(form.answers, dispute, value))}
          />
        )}
        footer={form.isDraft && <IconButton icon={IconUndo} label={t("rows.discard")} onClick={form.reset} />}
      />
    </section>
  );
}

/** Only what is filled in is written to the rows; the rest of their answers stays. */
function ManyForm({ context, questions, lines, onSubmit, onCancelMany }: RowFormProps) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<Answers>(NOTHING);
  const handleSubmit = (checked: Answers) => {
    const given = Object.fromEntries(Object.entries(checked).filter(([, value]) => !isEmpty(value)));
    if (Object.keys(given).length === 0) toast.info(t("rows.nothingGiven"));
    else onSubmit(given);
  };
  return (
    <section className={styles.card} aria-label={t("rows.several", { count: lines.length })}>
      <h2 className={styles.cardTitle}>{t("rows.several", { count: lines.length })}</h2>
      <Notice>{t("rows.severalText")}</Notice>
      <QuestionForm
        partial
        questions={questions}
        answers={answers}
        readOnly={context.readOnly}
        submitLabel={t("rows.submitMany", { count: lines.length })}
        onChange={setAnswers}
        onSubmit={handleSubmit}
        footer={<Button onClick={onCancelMany}>{t("common.cancel")}</Button>}
      />
    </section>
  );
}
