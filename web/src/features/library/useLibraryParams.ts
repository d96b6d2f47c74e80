import { useMemo, useState } from "react";
import { useDebounced } from "@/util/useDebounced";
import type { Sorting } from "@/design";

export const TAKE = 50;

/** Search, sort and page of one library list, and the ticked entries. */
export function useLibraryParams() {
  const [keyword, setKeyword] = useState("");
  const [page, setPage] = useState(0);
  const [sorting, setSorting] = useState<Sorting>({ field: "name", order: "ASC" });
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const settled = useDebounced(keyword);
  const query = useMemo(
    () => ({
      page: { skip: page * TAKE, take: TAKE },
      sort: [sorting],
      keyword: settled.trim() || undefined,
    }),
    [page, sorting, settled],
  );
  const search = (next: string) => {
    setKeyword(next);
    setPage(0);
    setSelected(new Set());
  };
  return { keyword, search, page, setPage, sorting, setSorting, selected, setSelected, query };
}
