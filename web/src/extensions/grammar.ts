import { lazy } from "react";
import { IconCheck } from "@/design";
import type { Extension } from "./types";

/** The server offers it only where a grammar service is configured. */
export const grammar: Extension = {
  id: "GRAMMAR_CHECKER_EXTENSION_ID",
  card: "grammar",
  titleKey: "extensions.grammar",
  textKey: "extensions.grammarText",
  icon: IconCheck,
  kinds: ["TOKEN_BASED"],
  modes: ["LABELER", "REVIEWER"],
  height: 96,
  isDefaultOn: () => false,
  isAvailable: () => true,
  Body: lazy(async () => ({ default: (await import("./panels/GrammarPanel")).GrammarPanel })),
};
