import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { mutate } from "@/api/client";
import type { GlossApiError } from "@/api/errors";
import { Button, EmptyState, ErrorNotice, IconFilter } from "@/design";
import type { LabelingContext } from "@/features/labeling/context";
import { AnswersCard } from "@/features/labeling/frame/AnswersCard";
import type { Answers, Question } from "@/question-types";
import { SAVE_CURSOR } from "./data/operations";
import type { RowStore } from "./data/rowStore";
import type { RowChange } from "./data/senders";
import { RowForm } from "./RowForm";
import { RowReader } from "./RowReader";
import { RowToolbar } from "./RowToolbar";
import { rowActions } from "./rowActions";
import styles from "./rows.module.css";
import { RowTable } from "./table/RowTable";
import { useColumns } from "./useColumns";
import { useIsNarrow } from "./useIsNarrow";
import { useRowLook } from "./useRowLook";
import { useRowView } from "./useRowView";
import type { ColumnMeta } from "./table/columns";

const CURSOR_AFTER = 2000;
const NO_LINES: ReadonlySet<number> = new Set();

export interface RowScreenProps {
  context: LabelingContext;
  store: RowStore;
  questions: Question[];
  metas: readonly ColumnMeta[];
  start: number;
  error: GlossApiError | undefined;
  onRetry: () => void;
  onSave: (changes: RowChange[]) => void;
}

export function RowScreen(props: RowScreenProps) {
  const { context, store, questions, metas, start, error, onRetry, onSave } = props;
  const { t } = useTranslation();
  const [current, setCurrent] = useState(start);
  const [anchor, setAnchor] = useState(start);
  const [selected, setSelected] = useState<ReadonlySet<number>>(NO_LINES);
  const area = useRef<HTMLDivElement>(null);
  const narrow = useIsNarrow();
  const look = useRowLook(context, narrow);
  const { columns, resize, setShown, toggleFrozen } = useColumns(context, metas, questions, store, start);
  const { view, filter, setFilter, progress, page, setPage, pages } = useRowView(
    store,
    context.settings.displayedRows,
    current,
  );
  useSyncExternalStore(store.subscribe, store.getVersion);

  const goTo = (line: number) => {
    const target = Math.max(0, Math.min(store.total - 1, line));
    setCurrent(target);
    setAnchor(target);
    setSelected(NO_LINES);
    void store.ensure(target, target + 1);
  };
  const pick = (line: number, how: "one" | "range" | "toggle") => {
    if (how === "one") return goTo(line);
    if (how === "toggle") {
      const next = new Set(selected.size > 0 ? selected : [current]);
      if (!next.delete(line)) next.add(line);
      setSelected(next);
      setAnchor(line);
    } else {
      const [from, to] = [view.indexOf(Math.min(anchor, line)), view.indexOf(Math.max(anchor, line))];
      const lines = Array.from({ length: Math.min(5000, to - from + 1) }, (_, at) => view.lineAt(from + at));
      setSelected(new Set(lines));
    }
    setCurrent(line);
  };
  const step = (by: number) => {
    const index = view.indexOf(current);
    const next = view.has(current) || by < 0 ? index + by : index;
    if (next < 0 || next >= view.count) return false;
    goTo(view.lineAt(next));
    return true;
  };
  const seek = async (direction: 1 | -1, state: "unanswered" | "conflict") => {
    const line = await store.find(current, direction, state);
    if (line === undefined) context.notify(t(state === "conflict" ? "rows.noConflict" : "rows.noUnanswered"));
    else goTo(line);
  };
  const focusForm = () =>
    document
      .querySelector<HTMLElement>(
        "[data-row-form] :is([data-dispute] button, input, textarea, button:not([tabindex='-1']))",
      )
      ?.focus();
  const focusTable = () => area.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();

  useActions(
    rowActions({
      isReview: context.mode === "REVIEWER",
      step,
      seek,
      focusForm,
      focusTable,
      clear: () => setSelected(NO_LINES),
    }),
  );
  useCursor(context, current);

  const lines = selected.size > 1 ? [...selected].sort((a, b) => a - b) : [current];
  const handleSubmit = (answers: Answers) => {
    onSave(lines.map((line) => ({ line, answers })));
    if (lines.length > 1) {
      setSelected(NO_LINES);
      context.notify(t("rows.savedMany", { count: lines.length }));
    } else if (!step(1)) context.notify(t("rows.lastRow"));
  };

  const row = store.row(current);
  useEffect(() => {
    if (!row) void store.ensure(current, current + 1);
  }, [row, store, current]);

  const form = (
    <div className={context.panel && !narrow ? undefined : styles.inline} data-row-form>
      <RowForm
        key={lines.length > 1 ? "several" : current}
        context={context}
        store={store}
        questions={questions}
        lines={lines}
        saved={row?.answers}
        onSave={onSave}
        onSubmit={handleSubmit}
        onConflict={(direction) => void seek(direction, "conflict")}
        onCancelMany={() => setSelected(NO_LINES)}
      />
    </div>
  );
  const reader = (
    <RowReader
      media={context.settings.mediaDisplayStrategy !== "NONE"}
      row={row}
      line={current}
      columns={columns}
      markdown={context.settings.enableTabularMarkdownParsing}
      urlColumns={context.settings.viewer === "URL" ? context.settings.urlColumnNames : []}
      pane={look.isTable}
      onStep={step}
    />
  );
  return (
    <div className={styles.workspace} ref={area}>
      <RowToolbar
        total={store.total}
        current={current}
        columns={columns}
        look={look}
        filter={filter}
        progress={progress}
        found={view.count}
        page={page}
        pages={pages}
        isReview={context.mode === "REVIEWER"}
        onFilter={setFilter}
        onPage={setPage}
        onGoTo={goTo}
        onShow={setShown}
      />
      {error && <ErrorNotice error={error} onRetry={onRetry} />}
      {look.isTable &&
        (view.count === 0 && progress === null ? (
          <EmptyState
            icon={IconFilter}
            title={t("rows.noneTitle")}
            text={t("rows.noneText")}
            actions={<Button onClick={() => setFilter(null)}>{t("rows.showAll")}</Button>}
          />
        ) : (
          <RowTable
            store={store}
            view={view}
            columns={columns}
            rowHeight={look.rowHeight}
            media={context.settings.mediaDisplayStrategy}
            markdown={context.settings.enableTabularMarkdownParsing}
            current={current}
            selected={selected}
            onPick={pick}
            onOpen={focusForm}
            onResize={resize}
            onHide={(column) => setShown(column.id, false)}
            onFreeze={toggleFrozen}
          />
        ))}
      {(look.reader || !look.isTable) && reader}
      {context.panel && !narrow ? createPortal(form, context.panel) : form}
      {context.panel && createPortal(<AnswersCard context={context} />, context.panel)}
    </div>
  );
}

/** Remember the row on the server a moment after the person has settled on it. */
function useCursor(context: LabelingContext, line: number): void {
  const { document, readOnly } = context;
  const sent = useRef(line);
  useEffect(() => {
    if (readOnly || sent.current === line) return undefined;
    const timer = setTimeout(() => {
      sent.current = line;
      // Losing the place is no reason to disturb anybody.
      mutate(SAVE_CURSOR, { input: { id: document.id, currentSentenceCursor: line } }).catch(() => undefined);
    }, CURSOR_AFTER);
    return () => clearTimeout(timer);
  }, [document.id, line, readOnly]);
}
