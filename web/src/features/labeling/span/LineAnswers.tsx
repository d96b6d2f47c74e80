import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import { ErrorNotice, Skeleton } from "@/design";
import { useSessionVersion } from "@/editor-react/useEditor";
import type { Navigator } from "@/editor/session/navigator";
import type { EditorSession } from "@/editor/session/session";
import type { EditorView } from "@/editor/view/view";
import type { RowStore } from "@/features/rows/data/rowStore";
import { useRowQuestions } from "@/features/rows/data/questions";
import { isInForm, focusForm } from "@/features/rows/formKeys";
import { RowForm, type FormHandle } from "@/features/rows/RowForm";
import { useGenerated } from "@/features/rows/useGenerated";
import type { SharedHistory } from "@/features/rows/useHistory";
import { useRows, type Rows, type TextRows } from "@/features/rows/useRows";
import { ConflictStore } from "@/features/review/conflictStore";
import { fieldKey, hasAnswers, type Answers, type Question } from "@/question-types";
import type { LabelingContext } from "../context";
import { activate, type LinePicks } from "./useLinePicks";
import { useLineAnswerKeys } from "./useLineAnswerKeys";
import { useLineStates } from "./useLineStates";

export interface LineAnswersProps {
  context: LabelingContext;
  /** A labeler's copy that a reviewer looks at; null: the opened document. */
  documentId: string | null;
  session: EditorSession;
  navigator: Navigator;
  view: EditorView | null;
  picks: LinePicks;
}

/** The questions about the active line of a text, or about all lines chosen by their numbers. */
export function LineAnswers(props: LineAnswersProps) {
  const { documentId, session } = props;
  const context = useMemo(
    () =>
      documentId === null
        ? props.context
        : { ...props.context, readOnly: true, document: { ...props.context.document, id: documentId } },
    [props.context, documentId],
  );
  const { set, error, refetch } = useRowQuestions(context.project.id);
  const history = useMemo(() => historyOf(session), [session]);
  const { order, lineCount } = session.model;
  const text = useMemo(
    (): TextRows => ({ end: order.idEnd, count: lineCount, history }),
    [order, lineCount, history],
  );
  const replayed = useRef<(line: number) => void>(undefined);
  const handleReplay = useCallback((line: number) => replayed.current?.(line), []);
  const rows = useRows(context, set?.signature, handleReplay, text);
  const trouble = error ?? rows.error;
  if (trouble && (!set || !rows.store)) {
    const retry = () => {
      refetch();
      rows.retry();
    };
    return <ErrorNotice error={trouble} onRetry={retry} />;
  }
  if (!set || !rows.store) return <Skeleton height={96} />;
  return (
    <Active
      {...props}
      context={context}
      questions={set.questions}
      rows={rows}
      store={rows.store}
      onReplayed={(show) => (replayed.current = show)}
    />
  );
}

const historyOf = (session: EditorSession): SharedHistory => ({
  push: ({ forward, back }) => session.recordOutside("answerLines", { forward, back }),
  bind: (perform) => {
    session.replayOutside = perform;
    return () => {
      if (session.replayOutside === perform) session.replayOutside = null;
    };
  },
});

interface ActiveProps extends LineAnswersProps {
  questions: Question[];
  rows: Rows;
  store: RowStore;
  onReplayed: (show: (line: number) => void) => void;
}

function Active(props: ActiveProps) {
  const { context, session, navigator, view, picks, rows, store, onReplayed } = props;
  const { t } = useTranslation();
  useSessionVersion(session);
  useSyncExternalStore(store.subscribe, store.getVersion);
  const documentId = context.document.id;
  const conflicts = useMemo(() => new ConflictStore(documentId), [documentId]);
  useSyncExternalStore(conflicts.subscribe, conflicts.getVersion);
  const handle = useRef<FormHandle>(null);
  const refocus = useRef(false);
  const { order, lineCount } = session.model;
  const place = session.caret.line;
  const line = order.toId(place);
  const questions = useGenerated(documentId, props.questions, line);
  const isReview = context.mode === "REVIEWER";
  const row = store.row(line);

  const isMissing = row === undefined;
  useEffect(() => {
    // A failed request is not repeated by itself: the error offers that.
    if (isMissing && !store.error) void store.ensure(line, line + 1);
    if (isReview) void conflicts.ensure(line);
  }, [store, conflicts, line, isMissing, isReview]);
  useLineStates(view, session, store, picks);
  useEffect(() => {
    navigator.isOpen = async (at) => {
      if (session.model.line(at)?.status === "DELETED") return false;
      return (await store.stateAt(session.model.order.toId(at))) === "unanswered";
    };
    return () => {
      navigator.isOpen = null;
    };
  }, [navigator, session, store]);
  useEffect(() => {
    onReplayed((changed) => {
      conflicts.reload();
      activate(session, session.model.order.toPosition(changed));
    });
  });
  useEffect(() => {
    if (!refocus.current) return;
    refocus.current = false;
    focusForm();
  }, [line]);

  const goOn = () => {
    let next = place + 1;
    while (session.model.line(next)?.status === "DELETED") next++;
    if (next < lineCount) activate(session, next);
    else context.notify(t("lines.answers.lastRow"));
  };
  const writeMany = (answers: Answers) => {
    const lines = [...picks.lines].map((at) => order.toId(at)).sort((a, b) => a - b);
    rows.saveMany({ answers, count: lines.length, lines });
    picks.clear();
    context.notify(t("lines.answers.savedMany", { count: lines.length }));
  };
  const handleSubmit = (answers: Answers) => {
    refocus.current = isInForm();
    if (picks.lines.size > 1) return writeMany(answers);
    rows.save([{ line, answers }]);
    conflicts.settle(line);
    goOn();
  };
  const handleDelete = () => {
    const none = Object.fromEntries(questions.map((question) => [fieldKey(question), null]));
    if (hasAnswers(store.row(line)?.answers)) rows.save([{ line, answers: none }]);
    else context.notify(t("lines.answers.nothingToDelete"));
  };
  const handleCopy = async () => {
    const before = place > 0 ? order.toId(place - 1) : undefined;
    const found = before === undefined ? undefined : (await store.answersOf([before])).get(before);
    if (hasAnswers(found)) handle.current?.fill(found ?? {});
    else context.notify(t("lines.answers.nothingToCopy"));
  };
  const handleConflict = async (direction: 1 | -1) => {
    const found = await store.find(line, direction, "conflict");
    if (found === undefined) context.notify(t("rows.noConflict"));
    else activate(session, order.toPosition(found));
  };
  useLineAnswerKeys(context, picks, () => view?.focus());

  const trouble = rows.error;
  return (
    <div data-row-form>
      {trouble && <ErrorNotice error={trouble} onRetry={rows.retry} />}
      <RowForm
        isText
        context={context}
        store={store}
        questions={questions}
        line={line}
        number={place + 1}
        count={picks.lines.size}
        saved={row?.answers}
        conflicts={conflicts.of(line)}
        autoAdvance={false}
        handle={handle}
        onSave={rows.save}
        onSubmit={handleSubmit}
        onConflict={(direction) => void handleConflict(direction)}
        onCopyPrevious={() => void handleCopy()}
        onDelete={handleDelete}
        onCancelMany={picks.clear}
      />
    </div>
  );
}
