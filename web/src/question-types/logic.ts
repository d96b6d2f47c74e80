/** Question logic: which questions are shown with these answers. The same rules as the server's. */

import { TYPES } from "./registry";
import { fieldKey, type Answers, type Question, type RuleName } from "./types";
import { asList, textOf } from "./values";

export interface Rule {
  /** `Q<id>` or the question's name. */
  question: string;
  rule: RuleName;
  value: string;
}

export interface Condition {
  op: "AND" | "OR";
  rules: Rule[];
}

const SIGNS: Record<string, RuleName> = {
  ">": "GT",
  "<": "LT",
  ">=": "GTE",
  "<=": "LTE",
  "=": "IS",
  "!=": "IS_NOT",
};
export const WITHOUT_VALUE: readonly RuleName[] = ["IS_ANSWERED", "IS_CHECKED", "IS_UNCHECKED"];

function readRule(item: unknown): Rule | null {
  if (typeof item !== "object" || item === null) return null;
  const { question, rule, value } = item as Record<string, unknown>;
  if (typeof question !== "string" && typeof question !== "number") return null;
  const name = textOf(rule).trim().toUpperCase().replaceAll(" ", "_");
  return {
    question: typeof question === "number" ? `Q${question}` : question,
    rule: SIGNS[name] ?? (name as RuleName),
    value: textOf(value),
  };
}

/** Read stored logic; null means always shown. Text that cannot be read counts as always shown: better shown than lost. */
export function parseLogic(text: string | null | undefined): Condition | null {
  if (!text?.trim()) return null;
  try {
    const raw = JSON.parse(text) as { op?: unknown; rules?: unknown };
    if (!Array.isArray(raw.rules)) return null;
    const rules = raw.rules.map(readRule).filter((rule): rule is Rule => rule !== null);
    if (rules.length === 0) return null;
    return { op: textOf(raw.op).toUpperCase() === "OR" ? "OR" : "AND", rules };
  } catch {
    return null;
  }
}

export function writeLogic(condition: Condition | null): string | null {
  return condition && condition.rules.length > 0 ? JSON.stringify(condition) : null;
}

export function findQuestion(name: string, questions: readonly Question[]): Question | undefined {
  return (
    questions.find((question) => fieldKey(question) === name) ??
    questions.find((question) => question.name === name)
  );
}

function compare(rule: RuleName, left: string, right: string): boolean {
  const [a, b] = [Number(left), Number(right)];
  if (left.trim() === "" || right.trim() === "" || Number.isNaN(a) || Number.isNaN(b)) return false;
  if (rule === "GT") return a > b;
  if (rule === "LT") return a < b;
  if (rule === "GTE") return a >= b;
  return rule === "LTE" ? a <= b : a === b;
}

function isSame(target: Question, wanted: string, given: string[]): boolean {
  if (given.length !== 1) return false;
  const [only = ""] = given;
  return target.type === "SLIDER" ? compare("IS", only, wanted) : only === wanted;
}

function partHolds(rule: Rule, text: string, several: boolean): boolean {
  if (rule.rule === "CONTAINS") return several ? text === rule.value : text.includes(rule.value);
  return rule.rule === "STARTS_WITH" ? text.startsWith(rule.value) : text.endsWith(rule.value);
}

function ruleHolds(rule: Rule, target: Question, value: unknown): boolean {
  const answered = isAnswered(target, value);
  if (rule.rule === "IS_ANSWERED") return answered;
  if (rule.rule === "IS_CHECKED" || rule.rule === "IS_UNCHECKED")
    return (value === true) === (rule.rule === "IS_CHECKED");
  const given = answered ? asList(value).map(textOf) : [];
  const read = answered ? asList(value).map((item) => readable(target, item)) : [];
  if (rule.rule === "IS" || rule.rule === "IS_NOT") {
    const same = isSame(target, rule.value, given) || isSame(target, rule.value, read);
    return same === (rule.rule === "IS");
  }
  if (["GT", "LT", "GTE", "LTE"].includes(rule.rule))
    return answered && compare(rule.rule, given[0] ?? "", rule.value);
  const several = target.config.multiple === true || target.type === "MULTIPLE_CHOICE";
  return [...given, ...read].some((text) => partHolds(rule, text, several));
}

export function isAnswered(question: Question, value: unknown): boolean {
  const type = TYPES[question.type];
  return type.isAnswered ? type.isAnswered(value) : asList(value).some((item) => textOf(item).trim() !== "");
}

/** One answer as people read it. */
export function readable(question: Question, value: unknown): string {
  return TYPES[question.type].readable?.(question, value) ?? textOf(value);
}

/** All answers of a question as one text, for cells and chips. */
export function readableAll(question: Question, value: unknown): string {
  return asList(value)
    .map((item) => readable(question, item))
    .join("; ");
}

/** The questions of one level that are shown. A hidden question counts as unanswered for the ones after it. */
export function visibleQuestions(questions: readonly Question[], answers: Answers): Question[] {
  const hidden = new Set<number>();
  return questions.filter((question) => {
    const condition = parseLogic(question.activationConditionLogic);
    if (!condition) return true;
    const results = condition.rules.flatMap((rule) => {
      const target = findQuestion(rule.question, questions);
      if (!target) return [];
      return [ruleHolds(rule, target, hidden.has(target.id) ? null : answers[fieldKey(target)])];
    });
    const holds =
      results.length === 0 || (condition.op === "AND" ? results.every(Boolean) : results.some(Boolean));
    if (!holds) hidden.add(question.id);
    return holds;
  });
}
