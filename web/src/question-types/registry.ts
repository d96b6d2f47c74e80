/** The types of questions: a new type is one file here and one line below. */

import type { QuestionType } from "@/api/generated/graphql";
import { checkbox } from "./checkbox";
import { data } from "./data";
import { date } from "./date";
import { dropdown } from "./dropdown";
import { hierarchicalDropdown } from "./hierarchicalDropdown";
import { multipleChoice } from "./multipleChoice";
import { nested } from "./nested";
import { scriptGenerated } from "./scriptGenerated";
import { singleChoice } from "./singleChoice";
import { slider } from "./slider";
import { text } from "./text";
import { time } from "./time";
import { token } from "./token";
import type { QuestionTypeDefinition } from "./types";
import { url } from "./url";

/** Keyed by the enum of the schema, so that the compiler misses none. */
export const TYPES: Record<QuestionType, QuestionTypeDefinition> = {
  TEXT: text,
  DROPDOWN: dropdown,
  HIERARCHICAL_DROPDOWN: hierarchicalDropdown,
  SINGLE_CHOICE: singleChoice,
  MULTIPLE_CHOICE: multipleChoice,
  DATE: date,
  TIME: time,
  CHECKBOX: checkbox,
  SLIDER: slider,
  URL: url,
  NESTED: nested,
  TOKEN: token,
  DATA: data,
  SCRIPT_GENERATED: scriptGenerated,
};
