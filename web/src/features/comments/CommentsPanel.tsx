import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { Button, EmptyState, ErrorNotice, IconClose, IconComment, Segments, Skeleton } from "@/design";
import type { PanelProps } from "@/extensions/types";
import { placeOfThread } from "./anchor";
import { openLine, useOpenLine } from "./focus";
import { NewThread } from "./NewThread";
import { Thread } from "./Thread";
import { usePeople, useThreads, type CommentEntry, type Filter } from "./useComments";
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
