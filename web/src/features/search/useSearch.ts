/** A search and its pages: asked as long as the server finds more, newest search only. */

import { useCallback, useEffect, useRef, useState } from "react";

import { query } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import type { SearchInput, SearchLinesQuery } from "@/api/generated/graphql";
import { SEARCH_LINES } from "./operations";

export type Hit = SearchLinesQuery["searchLines"]["nodes"][number];

const PAGE = 100;
/** Beyond this many lines the person must ask for more. */
const AT_ONCE = 500;

export interface SearchRequest {
  search: SearchInput;
  /** One document, or a whole cabinet. */
  documentId?: string;
  cabinetId?: string;
}

export interface SearchState {
  request: SearchRequest | null;
  hits: readonly Hit[];
  total: number;
  isExact: boolean;
  busy: boolean;
  /** Percent of the index made, while it is not ready. */
  indexing: number | null;
  error: GlossApiError | null;
  /** Where to go on; null at the end. */
  cursor: string | null;
}

const NONE: SearchState = {
  request: null,
  hits: [],
  total: 0,
  isExact: true,
  busy: false,
  indexing: null,
  error: null,
  cursor: null,
};

export function useSearch() {
  const [state, setState] = useState<SearchState>(NONE);
  const ticket = useRef(0);
  useEffect(
    () => () => {
      ticket.current++;
    },
    [],
  );

  const read = useCallback(async (request: SearchRequest, from: string | null, known: readonly Hit[]) => {
    const mine = ++ticket.current;
    const limit = known.length + AT_ONCE;
    let hits = known;
    let cursor = from;
    setState((old) => ({ ...(from ? old : NONE), request, hits: known, busy: true, error: null }));
    try {
      do {
        const input = { ...request, take: PAGE, ...(cursor ? { cursor } : {}) };
        const { searchLines } = await query(SEARCH_LINES, { input }, { requestPolicy: "network-only" });
        if (mine !== ticket.current) return;
        hits = [...hits, ...searchLines.nodes];
        cursor = searchLines.pageInfo.nextCursor ?? null;
        const next = { hits, cursor, total: Math.max(searchLines.totalCount, hits.length) };
        const { isReady, progress } = searchLines.index;
        setState((old) => ({
          ...old,
          ...next,
          isExact: searchLines.isTotalExact || cursor === null,
          indexing: isReady ? null : progress,
        }));
      } while (cursor && hits.length < limit);
      setState((old) => ({ ...old, busy: false }));
    } catch (problem) {
      if (mine !== ticket.current) return;
      setState((old) => ({ ...old, busy: false, error: asGlossError(problem) }));
    }
  }, []);

  const run = useCallback((request: SearchRequest) => void read(request, null, []), [read]);
  const clear = useCallback(() => {
    ticket.current++;
    setState(NONE);
  }, []);
  const more = useCallback(() => {
    if (state.request && state.cursor && !state.busy) void read(state.request, state.cursor, state.hits);
  }, [read, state]);
  return { state, run, clear, more };
}
