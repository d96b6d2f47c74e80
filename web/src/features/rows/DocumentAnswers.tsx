import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import {
  Button,
  EmptyState,
  ErrorNotice,
  IconButton,
  IconQuestion,
  IconSettings,
  IconTrash,
  IconUndo,
  Popover,
  Skeleton,
  StatusChip,
  Switch,
  toast,
} from "@/design";
import type { LabelingContext } from "@/features/labeling/context";
import { acceptAgreed, allDecided, decidedAnswers, disputes, pick } from "@/features/review/conflicts";
import { Disputed } from "@/features/review/Disputed";
import { nameOfLabeler, useConflicts } from "@/features/review/useConflicts";
import { fieldKey, hasAnswers, QuestionForm, type Answers, type Question } from "@/question-types";
import { draftKey } from "./data/drafts";
import { useDocumentQuestions } from "./data/questions";
import { usePersonal } from "./personal";
import styles from "./rows.module.css";
import { useAnswerForm } from "./useAnswerForm";
import { useDocumentAnswers } from "./useDocumentAnswers";

interface DocumentAnswersProps {
  context: LabelingContext;
  /** In document projects; in mixed ones the text counts. */
  reportsProgress?: boolean;
}

/** The questions about the whole file. Also the card of mixed projects, beside the labels. */
export function DocumentAnswers({ context, reportsProgress }: DocumentAnswersProps) {
  const { t } = useTranslation();
  const { set, error, refetch } = useDocumentQuestions(context.project.id);
  const state = useDocumentAnswers(context, set?.signature);
  const { reportProgress } = context;
  const isAnswered = hasAnswers(state.saved);
  const count = Object.keys(state.saved).length;

  useEffect(() => {
    if (reportsProgress)
      reportProgress({ labels: count, solved: isAnswered && !state.disputed ? 1 : 0, total: 1 });
  }, [reportsProgress, reportProgress, count, isAnswered, state.disputed]);

  const trouble = error ?? state.error;
  if (trouble) {
    const retry = () => {
      refetch();
      state.refetch();
    };
    return <ErrorNotice error={trouble} onRetry={retry} />;
  }
  if (!set || !state.loaded) {
    return (
      <div className={styles.card} aria-busy>
        <Skeleton height={28} />
        <Skeleton height={28} />
        <Skeleton height={28} />
      </div>
    );
  }
  if (set.questions.length === 0) {
    return (
      <EmptyState
        compact
        icon={IconQuestion}
        title={t("rows.noQuestionsTitle")}
        text={t("rows.noQuestionsText")}
      />
    );
  }
  return <Form context={context} questions={set.questions} embedded={!reportsProgress} {...state} />;
}

interface FormProps {
  context: LabelingContext;
  questions: Question[];
  /** In a card that has its own title, beside text that keeps the focus. */
  embedded: boolean;
  saved: Answers;
  disputed: boolean;
  save: (answers: Answers) => void;
}

function Form({ context, questions, embedded, saved, disputed, save }: FormProps) {
  const { t } = useTranslation();
  const isReview = context.mode === "REVIEWER";
  const [personal, changePersonal] = usePersonal();
  const form = useAnswerForm(draftKey(context.userId, context.document.id, "document"), questions, saved);
  const { conflicts, settle } = useConflicts(context.document.id, null, isReview && disputed);
  const open = useMemo(
    () => disputes(questions, conflicts, form.answers),
    [questions, conflicts, form.answers],
  );
  const nameOf = nameOfLabeler(context, (number) => t("review.labeler", { number }));

  const seekConflict = (step: 1 | -1) => {
    const { documents } = context.cabinet;
    const at = documents.findIndex((entry) => entry.id === context.document.id);
    const next = (step === 1 ? documents.slice(at + 1) : documents.slice(0, at).reverse()).find(
      (entry) => entry.conflictCount > 0,
    );
    if (next) context.goToDocument(next.id);
    else context.notify(t("rows.noConflict"));
  };
  const go = { sectionKey: "rows.sections.go", scope: "page", isEnabled: () => isReview } as const;
  useActions([
    {
      ...go,
      id: "document.nextConflict",
      labelKey: "rows.actions.nextConflict",
      shortcut: "Alt+Shift+Right",
      run: () => seekConflict(1),
    },
    {
      ...go,
      id: "document.previousConflict",
      labelKey: "rows.actions.previousConflict",
      shortcut: "Alt+Shift+Left",
      run: () => seekConflict(-1),
    },
  ]);

  const handleSubmit = (answers: Answers) => {
    if (!allDecided(open)) {
      toast.info(t("review.decideFirst"));
      return;
    }
    save(isReview ? decidedAnswers(answers, saved, open) : answers);
    form.reset();
    settle();
    const { documents } = context.cabinet;
    if (!personal.jumpToNext) return context.notify(t("rows.savedDocument"));
    if (documents.at(-1)?.id === context.document.id) context.notify(t("rows.lastDocument"));
    else context.goToNextDocument();
  };
  const handleDelete = () => {
    save(Object.fromEntries(questions.map((question) => [fieldKey(question), null])));
    form.reset();
    context.notify(t("rows.documentDeleted"));
  };
  const handleAcceptAgreed = () => {
    const next = acceptAgreed(form.answers, open);
    if (next) form.setAnswers(next);
    else toast.info(t("review.noneAgreed"));
  };

  return (
    <section className={embedded ? styles.embedded : styles.card} aria-label={t("rows.documentTitle")}>
      {(!embedded || form.isDraft) && (
        <h2 className={styles.cardTitle}>
          {!embedded && t("rows.documentTitle")}
          {form.isDraft && <StatusChip tone="warning">{t("rows.draft")}</StatusChip>}
        </h2>
      )}
      {open.length > 0 && !context.readOnly && (
        <span>
          <Button size="small" onClick={handleAcceptAgreed}>
            {t("review.acceptAgreed")}
          </Button>
        </span>
      )}
      <QuestionForm
        seed={`${context.userId}/${context.document.originId ?? context.document.id}`}
        questions={questions}
        answers={form.answers}
        readOnly={context.readOnly}
        autoFocus={embedded ? false : undefined}
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
        footer={
          <>
            {form.isDraft && <IconButton icon={IconUndo} label={t("rows.discard")} onClick={form.reset} />}
            {hasAnswers(saved) && !context.readOnly && (
              <IconButton icon={IconTrash} label={t("rows.actions.deleteAnswers")} onClick={handleDelete} />
            )}
            <Popover
              width={280}
              position="bottom-end"
              trigger={<IconButton icon={IconSettings} label={t("rows.documentSettings")} />}
            >
              <Switch
                label={t("rows.jumpToNext")}
                checked={personal.jumpToNext}
                onChange={(jumpToNext) => changePersonal({ jumpToNext })}
              />
            </Popover>
          </>
        }
      />
    </section>
  );
}
