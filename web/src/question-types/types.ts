/** Nouns of questions and answers in the browser. Values are the wire's native values. */

import type { ComponentType } from "react";
import type { QuestionType as QuestionTypeKey } from "@/api/generated/graphql";

export type { QuestionTypeKey };

export interface QuestionOption {
  id: string;
  label: string;
  parentId?: string | null;
}

export interface QuestionConfig {
  multiple?: boolean | null;
  options?: QuestionOption[] | null;
  defaultValue?: string | null;
  hint?: string | null;
  multiline?: boolean | null;
  minLength?: number | null;
  maxLength?: number | null;
  pattern?: string | null;
  format?: string | null;
  min?: number | null;
  max?: number | null;
  step?: number | null;
  theme?: "PLAIN" | "GRADIENT" | null;
  gradientColors?: string[] | null;
  hideScaleLabel?: boolean | null;
  leafOptionsOnly?: boolean | null;
  /** Options, or the questions of a group, in an order of their own for each person and row. */
  randomOrder?: boolean | null;
  identifiers?: unknown;
  script?: string | null;
  questions?: Question[] | null;
  /** What the script gave for the row at hand; filled in by the form, not stored. Absent while it runs. */
  generated?: Generated;
}

/** Questions that a script made for one row, or why it made none. Their ids only count within it. */
export interface Generated {
  error: string | null;
  questions: Question[];
}

export interface Question {
  /** Counts over the set; `Q<id>` is the key of its answer. */
  id: number;
  type: QuestionTypeKey;
  name: string;
  label: string;
  required: boolean;
  bindToColumn?: string | null;
  activationConditionLogic?: string | null;
  internalId?: number | null;
  config: QuestionConfig;
}

/** Answers of one level, keyed `Q<id>`, also inside groups. A missing key or null is unanswered. */
export type Answers = Record<string, unknown>;

/** Messages by path: `Q0`, `Q1[2]` for the third of several answers, `Q3[0].Q5` inside a group. */
export type Errors = Record<string, string>;

export type RuleName =
  | "IS"
  | "IS_NOT"
  | "IS_ANSWERED"
  | "CONTAINS"
  | "STARTS_WITH"
  | "ENDS_WITH"
  | "IS_CHECKED"
  | "IS_UNCHECKED"
  | "GT"
  | "LT"
  | "GTE"
  | "LTE";

export interface FieldProps {
  question: Question;
  /** Path of this value in the answers, e.g. `Q0`. */
  path: string;
  /** Id of the element that names the field. */
  labelledBy: string;
  value: unknown;
  onChange: (value: unknown) => void;
  readOnly?: boolean;
  errors: Errors;
  autoFocus?: boolean;
}

export interface QuestionTypeDefinition {
  key: QuestionTypeKey;
  Field: ComponentType<FieldProps>;
  /** What conditions of later questions may ask. */
  rules: readonly RuleName[];
  /** How several answers are entered: a list of fields, by the field itself, or never. */
  repeats: "list" | "field" | "never";
  /** The message for one answer that is not valid; null if it is. Never called with an empty value. */
  check: (question: Question, value: unknown) => string | null;
  /** Answer a form starts with. */
  initial?: (question: Question, now: Date) => unknown;
  /** One key or click answers it whole, so that a form with nothing else may be submitted by it. */
  oneKey?: boolean;
  isAnswered?: (value: unknown) => boolean;
  /** One answer as people read it. */
  readable?: (question: Question, value: unknown) => string;
  /** Errors of the whole value; replaces the check of single answers. */
  checkAll?: (question: Question, value: unknown, path: string) => Errors;
}

export const fieldKey = (question: Pick<Question, "id">): string => `Q${question.id}`;
