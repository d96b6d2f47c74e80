import { lazy } from "react";
import { IconLanguage } from "@/design";
import type { Extension } from "./types";

export const dictionary: Extension = {
  id: "DICTIONARY_EXTENSION_ID",
  card: "dictionary",
  titleKey: "extensions.dictionary",
  textKey: "extensions.dictionaryText",
  icon: IconLanguage,
  kinds: ["TOKEN_BASED"],
  modes: ["LABELER", "REVIEWER"],
  height: 96,
  isDefaultOn: () => false,
  isAvailable: () => true,
  Body: lazy(async () => ({ default: (await import("./panels/DictionaryPanel")).DictionaryPanel })),
};
