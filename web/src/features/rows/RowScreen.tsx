import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type RefObject } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { findAction, useActions, useScope } from "@/actions";
import { asGlossError, type GlossApiError } from "@/api/errors";
import { Button, EmptyState, ErrorNotice, IconFilter } from "@/design";
import type { LabelingContext } from "@/features/labeling/context";
import { AnswersCard } from "@/features/labeling/frame/AnswersCard";
import { ConflictStore } from "@/features/review/conflictStore";
import { fieldKey, hasAnswers, readableAll, type Answers, type Question } from "@/question-types";
import type { RowStore } from "./data/rowStore";
import type { RowChange } from "./data/senders";
import { chooseInForm, focusForm, isInForm, submitForm } from "./formKeys";
import { FormSheet } from "./FormSheet";
import { JustSaved, type SavedNote } from "./JustSaved";
import { ManyProgress } from "./ManyProgress";
import { usePersonal } from "./personal";
import { rowActions } from "./rowActions";
import { RowForm, type FormHandle } from "./RowForm";
import { RowReader } from "./RowReader";
import { RowToolbar } from "./RowToolbar";
import styles from "./rows.module.css";
import type { ColumnMeta } from "./table/columns";
import { RowTable } from "./table/RowTable";
import { useColumns } from "./useColumns";
import { useCursor } from "./useCursor";
import { useGenerated } from "./useGenerated";
import { useIsNarrow } from "./useIsNarrow";
import { useRowCanvas } from "./useRowCanvas";
import { useRowLook } from "./useRowLook";
import { usePrefetch, useRowMoves } from "./useRowMoves";
import type { Many } from "./useRows";
import { useRowView } from "./useRowView";
import { useSelection } from "./useSelection";

/** Rows named one by one in a mass answer; more are named by the view they stand in. */
const EXACT = 1;

export interface RowScreenProps {
  context: LabelingContext;
  store: RowStore;
  questions: Question[];
  metas: readonly ColumnMeta[];
  start: number;
  error: GlossApiError | undefined;
  onRetry: () => void;
  onSave: (changes: RowChange[]) => void;
  onSaveMany: (many: Many) => void;
  /** Called with the row that an undo or redo has changed. */
  replayed: RefObject<((line: number) => void) | undefined>;
}

export function RowScreen(props: RowScreenProps) {
  const { context, store, metas, start, error, onRetry, onSave, onSaveMany, replayed } = props;
  const { t } = useTranslation();
  const [current, setCurrent] = useState(start);
  /** Counts moves, so that going to the current row brings it back into view. */
  const [moves, setMoves] = useState(0);
  const [note, setNote] = useState<SavedNote | null>(null);
  const handle = useRef<FormHandle>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const refocus = useRef(false);
  const narrow = useIsNarrow();
  const look = useRowLook(context, narrow);
  const [personal, changePersonal] = usePersonal();
  const isReview = context.mode === "REVIEWER";
  const questions = useGenerated(context.document.id, props.questions, current);
  const columnsState = useColumns(context, metas, questions, store, start);
  const { columns } = columnsState;
  const rows = useRowView(context.document.id, store.total, context.settings.displayedRows, current);
  const { view } = rows;
  const choice = useSelection(view, start);
  const { selection } = choice;
  useSyncExternalStore(store.subscribe, store.getVersion);
  const conflicts = useMemo(() => new ConflictStore(context.document.id), [context.document.id]);
  useSyncExternalStore(conflicts.subscribe, conflicts.getVersion);

  const goTo = (line: number) => {
    const target = Math.max(0, Math.min(store.total - 1, line));
    setCurrent(target);
    setMoves((count) => count + 1);
    choice.anchorAt(target);
    void store.ensure(target, target + 1);
  };
  const { step, seek } = useRowMoves({ context, store, view, filter: rows.filter, current, goTo });
  const pick = (line: number, how: "one" | "range" | "toggle") => {
    if (how === "one") return goTo(line);
    if (how === "toggle") choice.toggle(line, current);
    else void choice.extend(line);
    setCurrent(line);
  };
  useEffect(() => {
    replayed.current = (line) => {
      conflicts.reload();
      goTo(line);
    };
  });

  /** Write to all chosen rows: by name, or by the view when everything in it is chosen. */
  const writeMany = (answers: Answers) => {
    const { all, lines, count } = selection;
    if (all && rows.query) onSaveMany({ answers, count, view: rows.query });
    else {
      const named = all ? Array.from({ length: view.count }, (_, at) => view.lineAt(at)) : [...lines];
      onSaveMany({ answers, count, lines: named.filter((line) => line !== undefined).sort((a, b) => a - b) });
    }
    choice.clear();
    context.notify(t("rows.savedMany", { count }));
  };
  const handleSubmit = (answers: Answers, atOnce: boolean) => {
    refocus.current = isInForm();
    if (selection.count > EXACT) return writeMany(answers);
    onSave([{ line: current, answers }]);
    conflicts.settle(current);
    if (atOnce) setNote({ line: current, text: readableOf(questions, answers), at: Date.now() });
    if (isReview && atOnce) void seek(1, "conflict");
    else if (!step(1)) context.notify(t("rows.lastRow"));
  };
  const deleteAnswers = () => {
    const none = Object.fromEntries(questions.map((question) => [fieldKey(question), null]));
    if (selection.count > EXACT) return writeMany(none);
    if (!hasAnswers(store.row(current)?.answers)) return context.notify(t("rows.nothingToDelete"));
    onSave([{ line: current, answers: none }]);
    setNote({ line: current, text: t("rows.deleted"), at: Date.now() });
  };
  const copyPrevious = async () => {
    const at = view.indexOf(current);
    const before = at > 0 ? view.lineAt(at - 1) : current > 0 ? current - 1 : undefined;
    const found = before === undefined ? undefined : (await store.answersOf([before])).get(before);
    if (!hasAnswers(found)) return context.notify(t("rows.nothingToCopy"));
    handle.current?.fill(found ?? {});
  };

  useScope("canvas.rows");
  useActions(
    rowActions({
      isReview,
      readOnly: context.readOnly,
      isMany: selection.count > 1,
      step: (by) => {
        if (!step(by) && by > 0) context.notify(t("rows.lastRow"));
      },
      seek,
      submit: submitForm,
      choose: chooseInForm,
      copyPrevious,
      deleteAnswers,
      acceptAgreed: () => handle.current?.acceptAgreed(),
      focusForm,
      focusTable: () => area.current?.querySelector<HTMLElement>('[role="grid"]')?.focus(),
      search: () => searchField.current?.focus(),
      clear: choice.clear,
    }),
  );
  useCursor(context, current);
  const focusTable = () => area.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  const canvas = useRowCanvas({
    context,
    current,
    goTo,
    focus: focusTable,
    onSearch: (search) => {
      if ((rows.filter.search ?? null) !== search) rows.setFilter({ search });
    },
  });
  usePrefetch({ store, view, current, conflicts: isReview ? conflicts : undefined });
  useEffect(() => {
    if (!refocus.current) return;
    refocus.current = false;
    focusForm();
  }, [current]);

  const row = store.row(current);
  const form = (
    <RowForm
      context={context}
      store={store}
      questions={questions}
      line={current}
      count={selection.count}
      saved={row?.answers}
      conflicts={conflicts.of(current)}
      autoAdvance={personal.autoAdvance}
      handle={handle}
      onSave={onSave}
      onSubmit={handleSubmit}
      onConflict={(direction) => void seek(direction, "conflict")}
      onCopyPrevious={() => void copyPrevious()}
      onDelete={deleteAnswers}
      onCancelMany={choice.clear}
    />
  );
  const markdown = context.settings.enableTabularMarkdownParsing;
  const trouble = error ?? (rows.error === undefined ? undefined : asGlossError(rows.error));
  return (
    <div className={styles.workspace} ref={area}>
      <RowToolbar
        total={store.total}
        current={current}
        columns={columns}
        look={look}
        rows={rows}
        isReview={isReview}
        autoAdvance={personal.autoAdvance}
        searchField={searchField}
        onAutoAdvance={(autoAdvance) => changePersonal({ autoAdvance })}
        onGoTo={goTo}
        onShow={columnsState.setShown}
        onResetColumns={columnsState.resetLayout}
      />
      <ManyProgress />
      {trouble && <ErrorNotice error={trouble} onRetry={onRetry} />}
      {look.isTable &&
        (view.count === 0 && rows.progress === null ? (
          <EmptyState
            icon={IconFilter}
            title={t("rows.noneTitle")}
            text={t("rows.noneText")}
            actions={<Button onClick={rows.clearFilter}>{t("rows.showAll")}</Button>}
          />
        ) : (
          <RowTable
            store={store}
            view={view}
            columns={columns}
            rowHeight={look.rowHeight}
            media={context.settings.mediaDisplayStrategy}
            markdown={markdown}
            current={current}
            moves={moves}
            selection={selection}
            sort={rows.filter.sort}
            conflicts={isReview ? conflicts : undefined}
            marks={canvas.marks}
            onComment={canvas.comment}
            onPick={pick}
            onSelectAll={choice.selectAll}
            onOpen={focusForm}
            onSort={(sort) => rows.setFilter({ sort })}
            onResize={columnsState.resize}
            onMove={columnsState.move}
            onHide={(column) => columnsState.setShown(column.id, false)}
            onFreeze={columnsState.toggleFrozen}
          />
        ))}
      {(look.reader || !look.isTable) && (
        <RowReader
          media={context.settings.mediaDisplayStrategy !== "NONE"}
          row={row}
          line={current}
          columns={columns}
          markdown={markdown}
          urlColumns={context.settings.viewer === "URL" ? context.settings.urlColumnNames : []}
          pane={look.isTable}
          onStep={step}
        />
      )}
      <JustSaved
        note={note}
        onUndo={() => void findAction("labeling.undo")?.run()}
        onGone={() => setNote(null)}
      />
      {context.panel && !narrow ? (
        createPortal(<div data-row-form>{form}</div>, context.panel)
      ) : (
        <FormSheet title={t("rows.row", { line: current + 1 })}>{form}</FormSheet>
      )}
      {context.panel && createPortal(<AnswersCard context={context} />, context.panel)}
    </div>
  );
}

/** The answers in a few words, for the note that offers to take them back. */
const readableOf = (questions: readonly Question[], answers: Answers): string =>
  questions
    .map((question) => readableAll(question, answers[fieldKey(question)]))
    .filter(Boolean)
    .join(", ");
