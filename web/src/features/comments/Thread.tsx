import { useState } from "react";
import { useTranslation } from "react-i18next";

import {
  Avatar,
  confirm,
  IconButton,
  IconDone,
  IconEdit,
  IconMore,
  IconRefresh,
  IconTrash,
  Menu,
  type MenuItem,
  Skeleton,
  toast,
} from "@/design";
import type { LabelingContext } from "@/features/labeling/context";
import { formatAgo, formatDateTime } from "@/util/dates";
import { describe, placeOfThread } from "./anchor";
import { CommentText } from "./CommentText";
import type { Person } from "./mention";
import { MessageField } from "./MessageField";
import { acts, useReplies, type CommentEntry } from "./useComments";
import styles from "./comments.module.css";

interface ThreadProps {
  context: LabelingContext;
  thread: CommentEntry;
  people: readonly Person[];
  open: boolean;
  /** The label it hangs on is no longer there. */
  isGone: boolean;
  onOpen: (open: boolean) => void;
  onChanged: () => void;
}

/** One thread: what it is about, its first comment, and when open its answers and a field for the next. */
export function Thread({ context, thread, people, open, isGone, onOpen, onChanged }: ThreadProps) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState("");
  const [busy, setBusy] = useState(false);
  const replies = useReplies(context, thread, open);

  const run = async (act: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await act();
      onChanged();
    } catch (error) {
      toast.error(error);
    } finally {
      setBusy(false);
    }
  };
  const handleReply = () =>
    void run(async () => {
      await acts.reply(thread.id, answer.trim());
      setAnswer("");
    });

  return (
    <li
      className={styles.thread}
      data-open={open ? "" : undefined}
      data-resolved={thread.resolved ? "" : undefined}
    >
      <Subject context={context} thread={thread} isGone={isGone} />
      <Message entry={thread} people={people} busy={busy} onRun={run} isThread />
      {!open && (
        <button type="button" className={styles.more} aria-expanded={false} onClick={() => onOpen(true)}>
          {thread.repliesCount > 0
            ? t("comments.replies", { count: thread.repliesCount })
            : t("comments.reply")}
        </button>
      )}
      {open && (
        <>
          {thread.repliesCount > 0 && !replies && <Skeleton height={40} />}
          {replies?.map((reply) => (
            <Message key={reply.id} entry={reply} people={people} busy={busy} onRun={run} />
          ))}
          <MessageField
            label={t("comments.answer")}
            placeholder={t("comments.answer")}
            value={answer}
            people={people}
            submitLabel={t("comments.reply")}
            busy={busy}
            onChange={setAnswer}
            onSubmit={handleReply}
            onCancel={() => {
              setAnswer("");
              onOpen(false);
            }}
          />
        </>
      )}
    </li>
  );
}

/** What a thread is about, with a way there. */
function Subject({ context, thread, isGone }: Pick<ThreadProps, "context" | "thread" | "isGone">) {
  const { t } = useTranslation();
  const { anchor } = thread;
  const place = placeOfThread(thread);
  if (!anchor) return null;
  return (
    <>
      <button
        type="button"
        className={styles.anchor}
        disabled={!place}
        onClick={() => place && context.canvas?.goTo(place)}
      >
        <span>{describe(anchor.kind, anchor.line, t)}</span>
        {anchor.quote && (
          <q dir="auto" data-changed={anchor.isChanged ? "" : undefined}>
            {anchor.quote}
          </q>
        )}
      </button>
      {(anchor.isChanged || isGone) && (
        <p className={styles.changed}>{t(anchor.isChanged ? "comments.changed" : "comments.gone")}</p>
      )}
    </>
  );
}

interface MessageProps {
  entry: CommentEntry;
  people: readonly Person[];
  busy: boolean;
  isThread?: boolean;
  onRun: (act: () => Promise<unknown>) => Promise<void>;
}

function Message({ entry, people, busy, isThread = false, onRun }: MessageProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const name = entry.user.name ?? "";

  const handleSave = () =>
    void onRun(async () => {
      await acts.update(entry.id, (draft ?? "").trim());
      setDraft(null);
    });
  const handleDelete = async () => {
    const sure = await confirm({
      title: t(isThread ? "comments.deleteThreadTitle" : "comments.deleteTitle"),
      body: t(isThread ? "comments.deleteThreadText" : "comments.deleteText", { count: entry.repliesCount }),
      confirmLabel: t("comments.delete"),
      danger: true,
    });
    if (sure) await onRun(() => acts.remove(entry.id));
  };
  const resolve = () => void onRun(() => acts.resolve(entry.id, !entry.resolved));
  const items = itemsOf(entry, isThread, t, {
    resolve,
    edit: () => setDraft(entry.message),
    remove: () => void handleDelete(),
  });

  return (
    <article className={styles.message} aria-label={t("comments.by", { name })}>
      <header>
        <Avatar name={name} image={entry.user.profilePicture ?? null} size={20} />
        <strong>{name}</strong>
        <time dateTime={entry.createdAt} title={formatDateTime(entry.createdAt)}>
          {formatAgo(entry.createdAt)}
          {entry.editedAt && ` · ${t("comments.edited")}`}
        </time>
        {isThread && (
          <IconButton
            icon={entry.resolved ? IconRefresh : IconDone}
            size="small"
            label={t(entry.resolved ? "comments.reopen" : "comments.resolve")}
            disabled={busy}
            onClick={resolve}
          />
        )}
        {items.length > 0 && (
          <Menu
            position="bottom-end"
            trigger={
              <IconButton
                icon={IconMore}
                size="small"
                tooltip={false}
                label={t("comments.menuOf", { name })}
              />
            }
            items={items}
          />
        )}
      </header>
      {draft === null ? (
        <CommentText message={entry.message} names={namesOf(entry, people)} />
      ) : (
        <MessageField
          label={t("comments.edit")}
          value={draft}
          people={people}
          submitLabel={t("comments.save")}
          busy={busy}
          takesFocus
          onChange={setDraft}
          onSubmit={handleSave}
          onCancel={() => setDraft(null)}
        />
      )}
      <Resolved entry={entry} />
    </article>
  );
}

function Resolved({ entry }: { entry: CommentEntry }) {
  const { t } = useTranslation();
  if (!entry.resolvedBy) return null;
  const when = formatAgo(entry.resolvedAt ?? "");
  return <p className={styles.resolved}>{t("comments.resolvedBy", { name: entry.resolvedBy.name, when })}</p>;
}

interface MessageActs {
  resolve: () => void;
  edit: () => void;
  remove: () => void;
}

/** What the person may do with a comment. */
function itemsOf(
  entry: CommentEntry,
  isThread: boolean,
  t: (key: string) => string,
  run: MessageActs,
): MenuItem[] {
  const items: MenuItem[] = [];
  if (isThread) {
    items.push({
      label: t(entry.resolved ? "comments.reopen" : "comments.resolve"),
      icon: entry.resolved ? IconRefresh : IconDone,
      onSelect: run.resolve,
    });
  }
  if (entry.canEdit) items.push({ label: t("comments.edit"), icon: IconEdit, onSelect: run.edit });
  if (entry.canDelete)
    items.push({ label: t("comments.delete"), icon: IconTrash, danger: true, onSelect: run.remove });
  return items;
}

/** What the mentions of a message may be written as. */
function namesOf(entry: CommentEntry, people: readonly Person[]): string[] {
  const mentioned = new Set(entry.mentions.map((one) => one.id));
  const handles = people.filter((one) => mentioned.has(one.id)).flatMap((one) => [one.name, one.handle]);
  return [...handles, ...entry.mentions.flatMap((one) => (one.name ? [one.name] : []))];
}
