import { useImperativeHandle, useMemo, useState, type ReactNode, type Ref } from "react";
import { useTranslation } from "react-i18next";
import {
  Button,
  EmptyState,
  IconButton,
  IconArrowLeft,
  IconArrowRight,
  IconCopy,
  IconQuestion,
  IconTrash,
  IconUndo,
  Skeleton,
  StatusChip,
  toast,
} from "@/design";
import type { LabelingContext } from "@/features/labeling/context";
import { acceptAgreedRows } from "@/features/review/bulk";
import {
  acceptAgreed,
  allDecided,
  decidedAnswers,
  disputes,
  pick,
  type Dispute,
  type WireConflict,
} from "@/features/review/conflicts";
import { Disputed } from "@/features/review/Disputed";
import { nameOfLabeler } from "@/features/review/useConflicts";
import {
  answersAtOnce,
  checkAnswers,
  hasAnswers,
  QuestionForm,
  tidyAnswers,
  visibleQuestions,
  type Answers,
  type Question,
} from "@/question-types";
import { draftKey } from "./data/drafts";
import type { RowStore } from "./data/rowStore";
import type { RowChange } from "./data/senders";
import { ManyForm } from "./ManyForm";
import styles from "./rows.module.css";
import { useAnswerForm } from "./useAnswerForm";

/** What keys outside the form do with it. */
export interface FormHandle {
  /** Fill in answers without submitting. */
  fill: (answers: Answers) => void;
  /** Take over what nobody contradicts. */
  acceptAgreed: () => void;
}

interface RowFormProps {
  context: LabelingContext;
  store: RowStore;
  questions: Question[];
  line: number;
  /** Above 1, all of them get the same answers. */
  count: number;
  /** The line as people count it, where ids are not places; default: one more than `line`. */
  number?: number;
  /** In a text: say line, not row. */
  isText?: boolean;
  /** Answers of the single line; undefined while they are fetched. */
  saved: Answers | undefined;
  conflicts: readonly WireConflict[];
  autoAdvance: boolean;
  handle: Ref<FormHandle>;
  onSave: (changes: RowChange[]) => void;
  /** `atOnce`: by the key that answered the only question. */
  onSubmit: (answers: Answers, atOnce: boolean) => void;
  onConflict: (direction: 1 | -1) => void;
  onCopyPrevious: () => void;
  onDelete: () => void;
  onCancelMany: () => void;
}

/** Where the texts about rows, or about lines of a text, are found. */
export const wordsOf = (isText: boolean | undefined): string => (isText ? "lines.answers" : "rows");

export function RowForm(props: RowFormProps) {
  const { t } = useTranslation();
  const { context, questions, count, saved, onSubmit, onCancelMany } = props;
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
  if (count > 1) {
    return (
      <ManyForm
        questions={questions}
        count={count}
        isText={props.isText}
        readOnly={context.readOnly}
        onSubmit={(answers) => onSubmit(answers, false)}
        onCancel={onCancelMany}
      />
    );
  }
  if (saved === undefined) {
    return (
      <div className={styles.card} aria-busy>
        <Skeleton height={28} />
        <Skeleton height={28} />
      </div>
    );
  }
  return <OneForm {...props} saved={saved} />;
}

/** The form stays in place from row to row: only what it holds changes, so that the next row is drawn within a frame. */
function OneForm(props: RowFormProps & { saved: Answers }) {
  const { context, store, questions, line, saved, conflicts, autoAdvance, handle, onSubmit } = props;
  const { t } = useTranslation();
  const words = wordsOf(props.isText);
  const number = props.number ?? line + 1;
  const isReview = context.mode === "REVIEWER";
  const key = draftKey(context.userId, context.document.id, line);
  const form = useAnswerForm(key, questions, saved);
  const open = useMemo(
    () =>
      isReview && store.stateOf(line) === "conflict" ? disputes(questions, conflicts, form.answers) : [],
    [isReview, store, line, questions, conflicts, form.answers],
  );

  const submit = (answers: Answers, decided: readonly Dispute[], atOnce: boolean) => {
    if (!allDecided(decided)) {
      toast.info(t("review.decideFirst"));
      return;
    }
    form.reset();
    onSubmit(isReview ? decidedAnswers(answers, saved, decided) : answers, atOnce);
  };
  const handleChange = (answers: Answers, question: Question) => {
    form.setAnswers(answers);
    if (!autoAdvance || isReview || context.readOnly || !answersAtOnce(questions, question)) return;
    const given = hasAnswers(tidyAnswers(questions, answers, false));
    if (given && Object.keys(checkAnswers(questions, answers)).length === 0)
      submit(tidyAnswers(questions, answers), open, true);
  };
  const handlePick = (dispute: Dispute, value: unknown) => {
    const answers = pick(form.answers, dispute, value);
    form.setAnswers(answers);
    // One key per decision: the last open one submits, if nothing else keeps the row back.
    const decided = disputes(questions, conflicts, answers);
    const ready = allDecided(decided) && Object.keys(checkAnswers(questions, answers)).length === 0;
    if (autoAdvance && ready && !allDecided(open)) submit(tidyAnswers(questions, answers), decided, true);
  };
  const handleAcceptAgreed = () => {
    const next = acceptAgreed(form.answers, open);
    if (next) form.setAnswers(next);
    else toast.info(t("review.noneAgreed"));
  };
  useImperativeHandle(handle, () => ({
    fill: (answers) => {
      const shown = new Set(visibleQuestions(questions, answers).map(({ id }) => `Q${id}`));
      const kept = Object.entries(answers).filter(([name]) => shown.has(name));
      form.setAnswers({ ...form.answers, ...Object.fromEntries(kept) });
    },
    acceptAgreed: handleAcceptAgreed,
  }));
  const nameOf = nameOfLabeler(context, (number) => t("review.labeler", { number }));

  return (
    <section className={styles.card} aria-label={t(`${words}.formOf`, { line: number })}>
      <FormTitle {...props} isReview={isReview}>
        {t(`${words}.row`, { line: number })}
        {form.isDraft && <StatusChip tone="warning">{t("rows.draft")}</StatusChip>}
      </FormTitle>
      {open.length > 0 && !context.readOnly && <AcceptButtons {...props} onAccept={handleAcceptAgreed} />}
      <QuestionForm
        formKey={key}
        seed={key}
        questions={questions}
        answers={form.answers}
        readOnly={context.readOnly}
        autoFocus={false}
        onChange={handleChange}
        onSubmit={(answers) => submit(answers, open, false)}
        beforeField={(question) => (
          <Disputed
            question={question}
            open={open}
            nameOf={nameOf}
            readOnly={context.readOnly}
            onPick={handlePick}
          />
        )}
        footer={
          <>
            {form.isDraft && <IconButton icon={IconUndo} label={t("rows.discard")} onClick={form.reset} />}
            <IconButton
              icon={IconCopy}
              label={t(`${words}.actions.copyPrevious`)}
              shortcut={props.isText ? undefined : "C"}
              onClick={props.onCopyPrevious}
            />
            {hasAnswers(saved) && (
              <IconButton
                icon={IconTrash}
                label={t("rows.actions.deleteAnswers")}
                shortcut={props.isText ? undefined : "Delete"}
                onClick={props.onDelete}
              />
            )}
          </>
        }
      />
    </section>
  );
}

interface FormTitleProps {
  isReview: boolean;
  onConflict: (direction: 1 | -1) => void;
  children: ReactNode;
}

function FormTitle({ isReview, onConflict, children }: FormTitleProps) {
  const { t } = useTranslation();
  return (
    <h2 className={styles.cardTitle}>
      {children}
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
  );
}

interface AcceptButtonsProps extends Pick<RowFormProps, "context" | "questions" | "store" | "onSave"> {
  onAccept: () => void;
}

function AcceptButtons({ context, questions, store, onSave, onAccept }: AcceptButtonsProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
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
    <span>
      <Button size="small" onClick={onAccept}>
        {t("review.acceptAgreed")}
      </Button>{" "}
      <Button size="small" loading={busy} onClick={() => void handleAcceptAll()}>
        {t("review.acceptAgreedAll")}
      </Button>
    </span>
  );
}
