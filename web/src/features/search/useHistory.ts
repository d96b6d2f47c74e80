/** What the person searched for before, kept on the server. */

import { useCallback } from "react";

import { mutate, useApiQuery } from "@/api/client";
import { GET_SEARCH_HISTORY, REMOVE_KEYWORD, SAVE_KEYWORD } from "./operations";

export function useSearchHistory() {
  const { data, refetch } = useApiQuery(GET_SEARCH_HISTORY, {});
  const save = useCallback(
    (keyword: string) => {
      // A history that is not kept is no reason to disturb a search.
      mutate(SAVE_KEYWORD, { keyword }).then(refetch, () => undefined);
    },
    [refetch],
  );
  const remove = useCallback(
    (keyword: string) => {
      mutate(REMOVE_KEYWORD, { keyword }).then(refetch, () => undefined);
    },
    [refetch],
  );
  return { keywords: data?.getSearchHistoryKeywords.map((one) => one.keyword) ?? [], save, remove };
}
