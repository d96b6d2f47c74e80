import { lazy } from "react";
import { IconSearch } from "@/design";
import type { Extension } from "./types";

export const search: Extension = {
  id: "SEARCH_EXTENSION_ID",
  card: "search",
  titleKey: "extensions.search",
  textKey: "extensions.searchText",
  icon: IconSearch,
  kinds: ["TOKEN_BASED", "ROW_BASED", "LINE_BASED"],
  modes: ["LABELER", "REVIEWER"],
  height: 72,
  isDefaultOn: () => true,
  isAvailable: () => true,
  Body: lazy(async () => ({ default: (await import("@/features/search/SearchPanel")).SearchPanel })),
};
