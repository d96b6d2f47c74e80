/** Rules that hold for the answers of every type. */

import { t } from "@/i18n";
import type { Question } from "./types";

export const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : isEmpty(value) ? [] : [value];

export function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

export const textOf = (value: unknown): string =>
  typeof value === "string" ? value : value === null || value === undefined ? "" : String(value);

/** Whether a value counts as an answer; blanks do not. */
export function isAnsweredText(value: unknown): boolean {
  if (typeof value === "string") return value.trim() !== "";
  return Array.isArray(value) ? value.some(isAnsweredText) : !isEmpty(value);
}

/** Code points, as the server counts. */
export const lengthOf = (text: string): number => [...text].length;

/** Whether `text` matches the whole pattern; a pattern the browser cannot read is left to the server. */
export function matchesWhole(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "u").test(text);
  } catch {
    return true;
  }
}

/** Equal JSON, whatever the order of keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) =>
    sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

export function checkText(question: Question, value: unknown): string | null {
  const text = textOf(value);
  const { minLength, maxLength, pattern } = question.config;
  const length = lengthOf(text);
  if (minLength && length < minLength) return t("questions.errors.tooShort", { count: minLength, length });
  if (maxLength && length > maxLength) return t("questions.errors.tooLong", { count: maxLength, length });
  if (pattern && !matchesWhole(pattern, text)) return t("questions.errors.pattern", { pattern });
  return null;
}
