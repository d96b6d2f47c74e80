/** Threads, marks and people of the shown document, kept fresh by what the server tells. */

import { useCallback, useEffect, useMemo, useState } from "react";

import { mutate, query, useApiQuery } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import { onServerEvent } from "@/api/events";
import type { CommentFieldsFragment } from "@/api/generated/graphql";
import type { LabelingContext } from "@/features/labeling/context";
import {
  CREATE_COMMENT,
  DELETE_COMMENT,
  GET_MARKS,
  GET_PEOPLE,
  GET_THREADS,
  REPLY_COMMENT,
  RESOLVE_COMMENT,
  UPDATE_COMMENT,
} from "./operations";

export type CommentEntry = CommentFieldsFragment;
export type Filter = "open" | "resolved" | "mine";

const PAGE = 50;
const ALL_REPLIES = 1_000;

/** Call `reload` when threads of the document change, here or elsewhere. */
function useCommentChanges(context: LabelingContext, reload: () => void): void {
  const { id: projectId } = context.project;
  const { originId } = context.document;
  useEffect(
    () =>
      onServerEvent(
        "COMMENTS_CHANGED",
        (event) => {
          if (!originId || event["originDocumentId"] === originId) reload();
        },
        projectId,
      ),
    [projectId, originId, reload],
  );
}

export interface Threads {
  threads: readonly CommentEntry[] | undefined;
  total: number;
  error: GlossApiError | undefined;
  more: () => void;
  reload: () => void;
}

export function useThreads(context: LabelingContext, filter: Filter): Threads {
  const documentId = context.document.id;
  const key = `${documentId}:${filter}`;
  const [found, setFound] = useState<{ key: string; threads: CommentEntry[]; total: number }>();
  const [error, setError] = useState<GlossApiError>();
  const [take, setTake] = useState(PAGE);

  const load = useCallback(async () => {
    const wanted = {
      documentId,
      threadsOnly: true,
      ...(filter === "mine" ? { mine: true } : { resolved: filter === "resolved" }),
    };
    try {
      const { getComments } = await query(
        GET_THREADS,
        { input: { filter: wanted, page: { skip: 0, take }, sort: [{ field: "createdAt", order: "DESC" }] } },
        { requestPolicy: "network-only" },
      );
      setFound({ key, threads: getComments.nodes, total: getComments.totalCount });
      setError(undefined);
    } catch (problem) {
      setError(asGlossError(problem));
    }
  }, [documentId, filter, key, take]);
  const reload = useCallback(() => void load(), [load]);
  useEffect(reload, [reload]);
  useCommentChanges(context, reload);

  const fresh = found?.key === key ? found : undefined;
  return {
    threads: fresh?.threads,
    total: fresh?.total ?? 0,
    error,
    more: () => setTake(take + PAGE),
    reload,
  };
}

/** The answers of one thread, oldest first; asked for while the thread is open. */
export function useReplies(context: LabelingContext, thread: CommentEntry, open: boolean) {
  const [replies, setReplies] = useState<CommentEntry[]>();
  const documentId = context.document.id;
  const { id, repliesCount } = thread;
  const load = useCallback(() => {
    if (!open || repliesCount === 0) {
      setReplies(repliesCount === 0 ? [] : undefined);
      return;
    }
    query(
      GET_THREADS,
      { input: { filter: { documentId, parentId: id }, page: { skip: 0, take: ALL_REPLIES } } },
      { requestPolicy: "network-only" },
    )
      .then(({ getComments }) => setReplies(getComments.nodes))
      .catch(() => undefined);
  }, [documentId, id, repliesCount, open]);
  useEffect(load, [load]);
  useCommentChanges(context, load);
  return replies;
}

/** Open threads by where they hang. */
export function useMarks(context: LabelingContext) {
  const { data, refetch } = useApiQuery(GET_MARKS, { documentId: context.document.id });
  useCommentChanges(context, refetch);
  return data?.getCommentMarks;
}

export function usePeople(context: LabelingContext) {
  const { data } = useApiQuery(GET_PEOPLE, { documentId: context.document.id });
  return useMemo(() => data?.getCommentPeople ?? [], [data]);
}

/** What a person does to threads. All throw {@link GlossApiError}. */
export const acts = {
  create: (documentId: string, hashCode: string, message: string) =>
    mutate(CREATE_COMMENT, { documentId, hashCode, message }),
  reply: (commentId: string, message: string) => mutate(REPLY_COMMENT, { commentId, message }),
  update: (commentId: string, message: string) => mutate(UPDATE_COMMENT, { commentId, message }),
  remove: (commentId: string) => mutate(DELETE_COMMENT, { commentId }),
  resolve: (commentId: string, resolved: boolean) => mutate(RESOLVE_COMMENT, { commentId, resolved }),
};
