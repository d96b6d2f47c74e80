import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { Button, EmptyState, ErrorNotice, IconClose, IconComment, Segments, Skeleton, toast } from "@/design";
import { useCanvasState } from "@/extensions/canvas";
import type { PanelProps } from "@/extensions/types";
import { anchorKind, anchorLine, describe, placeOfThread } from "./anchor";
import { openLine, useOpenLine } from "./focus";
import { MessageField } from "./MessageField";
import { Thread } from "./Thread";
import { acts, usePeople, useThreads, type CommentEntry, type Filter } from "./useComments";
import styles from "./comments.module.css";

/** The threads of the document: a field for a new one, filters, the list. */
export function CommentsPanel({ context }: PanelProps) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>("open");
  const [opened, setOpened] = useState<string | null>(null);
  const line = useOpenLine();
  const people = usePeople(context);
  const { threads, total, error, more, reload } = useThreads(context, filter);
  const shown = line === null ? threads : threads?.filter((one) => one.anchor?.line === line);
  useLinkedThread(context, threads, setOpened, setFilter);
  useEffect(() => () => openLine(null), [context.document.id]);

  return (
    <>
      <NewThread context={context} people={people} onDone={reload} />
      <div className={styles.tools}>
        <Segments
          label={t("comments.filter")}
          value={filter}
          options={(["open", "resolved", "mine"] as const).map((value) => ({
            value,
            label: t(`comments.filters.${value}`),
          }))}
          onChange={setFilter}
        />
        {line !== null && (
          <Button size="small" variant="subtle" icon={IconClose} onClick={() => openLine(null)}>
            {t("comments.line", { line: line + 1 })}
          </Button>
        )}
      </div>
      {error && <ErrorNotice error={error} onRetry={reload} />}
      {!threads && !error && <Skeleton height={64} />}
      {shown?.length === 0 && (
        <EmptyState
          compact
          icon={IconComment}
          title={t(`comments.none.${filter}`)}
          text={t("comments.noneText")}
        />
      )}
      {shown && shown.length > 0 && (
        <ul className={styles.threads} aria-label={t("comments.threads")}>
          {shown.map((thread) => (
            <Thread
              key={thread.id}
              context={context}
              thread={thread}
              people={people}
              open={opened === thread.id}
              isGone={isGone(context, thread)}
              onOpen={(open) => setOpened(open ? thread.id : null)}
              onChanged={reload}
            />
          ))}
        </ul>
      )}
      {threads && threads.length < total && (
        <Button size="small" variant="subtle" onClick={more}>
          {t("comments.more", { count: total - threads.length })}
        </Button>
      )}
    </>
  );
}

/** Whether the label of a thread is missing where labels are known; others' labels cannot be known to a labeler. */
function isGone({ canvas }: PanelProps["context"], thread: CommentEntry): boolean {
  const { hashCode, anchor } = thread;
  if (!hashCode || (anchor?.kind !== "SPAN" && anchor?.kind !== "ARROW")) return false;
  return canvas?.hasLabel?.(hashCode) === false;
}

/** A link from a mail names a thread: open it, go to its place, and forget the link. */
function useLinkedThread(
  context: PanelProps["context"],
  threads: readonly CommentEntry[] | undefined,
  onOpen: (id: string) => void,
  onFilter: (filter: Filter) => void,
): void {
  const [params, setParams] = useSearchParams();
  const wanted = params.get("comment");
  const tried = useRef<string | null>(null);
  const { canvas } = context;
  useEffect(() => {
    if (!wanted || !threads || !canvas) return;
    const found = threads.find((one) => one.id === wanted);
    if (!found && tried.current !== wanted) {
      tried.current = wanted;
      onFilter("resolved");
      return;
    }
    if (found) {
      onOpen(found.id);
      const place = placeOfThread(found);
      if (place) canvas.goTo(place);
    }
    setParams(
      (old) => {
        old.delete("comment");
        return old;
      },
      { replace: true },
    );
  }, [wanted, threads, canvas, onOpen, onFilter, setParams]);
}

type Subject = "chosen" | "line" | "file";

interface NewThreadProps extends PanelProps {
  people: ReturnType<typeof usePeople>;
  onDone: () => void;
}

/** A field for a new thread on what is chosen in the work area, the line, or the file. */
function NewThread({ context, people, onDone }: NewThreadProps) {
  const { t } = useTranslation();
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);
  const [wish, setWish] = useState<Subject | null>(null);
  const state = useCanvasState(context.canvas);
  // What was chosen when writing began stays the subject, wherever the caret goes meanwhile.
  const [held, setHeld] = useState<typeof state | null>(null);
  const { anchor, line, text } = held ?? state;
  const isChosen = anchor !== "" && anchorKind(anchor) !== "ROW";
  const hasLines = context.canvas !== null;
  const usual: Subject = isChosen ? "chosen" : context.project.kinds.includes("ROW_BASED") ? "line" : "file";
  const subject =
    (wish === "chosen" && !isChosen) || (wish === "line" && !hasLines) ? usual : (wish ?? usual);
  const hashCode = { chosen: anchor, line: `ROW:${line}`, file: "" }[subject];

  const handleChange = (next: string) => {
    if (message === "" && next !== "") setHeld(state);
    if (next === "") setHeld(null);
    setMessage(next);
  };
  const clear = () => {
    setMessage("");
    setHeld(null);
    setWish(null);
  };
  const handleSend = async () => {
    setBusy(true);
    try {
      await acts.create(context.document.id, hashCode, message.trim());
      clear();
      onDone();
      context.canvas?.focus();
    } catch (error) {
      toast.error(error);
    } finally {
      setBusy(false);
    }
  };
  const kind = isChosen ? anchorKind(anchor) : "DOCUMENT";
  const subjects: Subject[] = [
    ...(isChosen ? ["chosen" as const] : []),
    ...(hasLines ? ["line" as const] : []),
    "file",
  ];
  const labels: Record<Subject, string> = {
    chosen: describe(kind, null, t),
    line: t("comments.line", { line: line + 1 }),
    file: t("comments.kind.DOCUMENT"),
  };
  return (
    <MessageField
      label={t("comments.new")}
      placeholder={t("comments.newHint")}
      value={message}
      people={people}
      submitLabel={t("comments.send")}
      busy={busy}
      onChange={handleChange}
      onSubmit={() => void handleSend()}
      onCancel={message === "" ? undefined : clear}
    >
      <div className={styles.subject}>
        <Segments
          label={t("comments.about")}
          value={subject}
          options={subjects.map((value) => ({ value, label: labels[value] }))}
          onChange={setWish}
        />
        {subject === "chosen" && text !== "" && (
          <q dir="auto" title={text}>
            {text.slice(0, 80)}
          </q>
        )}
        {subject === "chosen" && anchorLine(anchor) !== null && (
          <span>{t("comments.line", { line: (anchorLine(anchor) ?? 0) + 1 })}</span>
        )}
      </div>
    </MessageField>
  );
}
