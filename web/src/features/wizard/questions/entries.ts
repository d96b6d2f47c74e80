/** Questions while they are edited; their place in the list is their id. */

import { t } from "@/i18n";
import { parseOptions } from "@/features/library/questionSet";
import {
  parseLogic,
  TYPES,
  writeLogic,
  type Question,
  type QuestionConfig,
  type QuestionTypeKey,
} from "@/question-types";
import { readSeparated } from "@/util/separated";

export interface QuestionEntry {
  /** Set for questions a project already has. */
  internalId?: number | null;
  id?: number;
  type: QuestionTypeKey;
  name: string;
  label: string;
  required: boolean;
  bindToColumn: string | null;
  activationConditionLogic: string | null;
  config: Omit<QuestionConfig, "questions"> & { questions?: QuestionEntry[] };
}

export const MAX_QUESTIONS = 100;
export const EDITABLE_TYPES: readonly QuestionTypeKey[] = [
  "TEXT",
  "SINGLE_CHOICE",
  "MULTIPLE_CHOICE",
  "DROPDOWN",
  "HIERARCHICAL_DROPDOWN",
  "CHECKBOX",
  "DATE",
  "TIME",
  "SLIDER",
  "URL",
  "NESTED",
  "SCRIPT_GENERATED",
];
const WITH_OPTIONS: readonly QuestionTypeKey[] = [
  "DROPDOWN",
  "HIERARCHICAL_DROPDOWN",
  "SINGLE_CHOICE",
  "MULTIPLE_CHOICE",
];

export const hasOptions = (type: QuestionTypeKey): boolean => WITH_OPTIONS.includes(type);
/** Several answers are a setting of these types; others have one or many by nature. */
export const mayRepeat = (type: QuestionTypeKey): boolean =>
  TYPES[type].repeats === "list" ||
  type === "DROPDOWN" ||
  type === "HIERARCHICAL_DROPDOWN" ||
  type === "NESTED";

export function newEntry(type: QuestionTypeKey = "TEXT"): QuestionEntry {
  return {
    type,
    name: "",
    label: "",
    required: false,
    bindToColumn: null,
    activationConditionLogic: null,
    config: settingsOf(type, {}),
  };
}

/** Settings a type starts with; those of the type before are kept where they fit. */
export function settingsOf(type: QuestionTypeKey, before: QuestionEntry["config"]): QuestionEntry["config"] {
  const config: QuestionEntry["config"] = {};
  if (mayRepeat(type)) config.multiple = before.multiple ?? false;
  if (hasOptions(type)) config.options = before.options ?? [];
  if (type === "DATE") config.format = "YYYY-MM-DD";
  if (type === "TIME") config.format = "HH:mm:ss";
  if (type === "SLIDER") Object.assign(config, { min: 1, max: 10, step: 1, theme: "PLAIN" });
  if (type === "NESTED") config.questions = before.questions ?? [newEntry()];
  return config;
}

/** Entries as the form and question logic see them: numbered, children after all roots. */
export function asQuestions(entries: readonly QuestionEntry[]): Question[] {
  let next = entries.length;
  return entries.map((entry, id) => ({
    ...entry,
    id,
    name: entry.name || `Q${id}`,
    label: entry.label || t("wizard.untitled", { number: id + 1 }),
    config: {
      ...entry.config,
      questions: entry.config.questions?.map((child) => ({
        ...(child as unknown as Question),
        id: next++,
        label: child.label || t("wizard.untitledPart"),
      })),
    },
  }));
}

function optionProblem({ type, config }: QuestionEntry): string | undefined {
  const options = config.options ?? [];
  if (options.length === 0) return t("wizard.questionProblems.options");
  const isTree = type === "HIERARCHICAL_DROPDOWN";
  const seen = new Set<string>();
  for (const option of options) {
    const key = `${isTree ? (option.parentId ?? "") : ""}\u0000${option.label}`;
    if (seen.has(key)) return t("wizard.questionProblems.optionTwice", { label: option.label });
    seen.add(key);
  }
  return undefined;
}

function textProblem({ minLength, maxLength, pattern }: QuestionEntry["config"]): string | undefined {
  if (minLength && maxLength && minLength > maxLength) return t("wizard.questionProblems.length");
  return pattern && !isPattern(pattern) ? t("wizard.questionProblems.pattern") : undefined;
}

function problemOf(entry: QuestionEntry): string | undefined {
  const { min, max, questions } = entry.config;
  if (!entry.label.trim()) return t("wizard.questionProblems.label");
  if (hasOptions(entry.type)) return optionProblem(entry);
  if (entry.type === "SLIDER")
    return (min ?? 0) < (max ?? 0) ? undefined : t("wizard.questionProblems.slider");
  if (entry.type !== "NESTED") return textProblem(entry.config);
  if (!questions?.length) return t("wizard.questionProblems.group");
  return questions.map(problemOf).find(Boolean);
}

function isPattern(source: string): boolean {
  try {
    return Boolean(new RegExp(source, "u"));
  } catch {
    return false;
  }
}

/** What keeps the set from being used, by place. */
export function questionProblems(entries: readonly QuestionEntry[]): Map<number, string> {
  const problems = new Map<number, string>();
  entries.forEach((entry, at) => {
    const problem = problemOf(entry);
    if (problem) problems.set(at, problem);
  });
  return problems;
}

/** Move a question; logic that names questions by place follows them, and rules on questions that now come later are dropped. */
export function moveEntry(entries: readonly QuestionEntry[], from: number, to: number): QuestionEntry[] {
  const order = entries.map((_, at) => at);
  const [moved] = order.splice(from, 1);
  if (moved === undefined || to < 0 || to > order.length) return [...entries];
  order.splice(to, 0, moved);
  return reordered(entries, order);
}

export function removeEntry(entries: readonly QuestionEntry[], at: number): QuestionEntry[] {
  return reordered(
    entries,
    entries.map((_, index) => index).filter((index) => index !== at),
  );
}

function reordered(entries: readonly QuestionEntry[], order: readonly number[]): QuestionEntry[] {
  const place = new Map(order.map((old, now) => [`Q${old}`, now]));
  return order.flatMap((old, now) => {
    const entry = entries[old];
    if (!entry) return [];
    const condition = parseLogic(entry.activationConditionLogic);
    if (!condition) return [entry];
    const rules = condition.rules.flatMap((rule) => {
      if (!/^Q\d+$/.test(rule.question)) return [rule];
      const target = place.get(rule.question);
      return target !== undefined && target < now ? [{ ...rule, question: `Q${target}` }] : [];
    });
    return [{ ...entry, activationConditionLogic: writeLogic({ ...condition, rules }) }];
  });
}

function entryFromJson(raw: Record<string, unknown>, where: string, inGroup: boolean): QuestionEntry {
  const type = (raw.type ?? "TEXT") as QuestionTypeKey;
  if (!(type in TYPES)) throw new Error(t("wizard.json.type", { where, types: EDITABLE_TYPES.join(", ") }));
  if (inGroup && type === "NESTED") throw new Error(t("wizard.json.nested", { where }));
  const label = [raw.label, raw.name].find(
    (value): value is string => typeof value === "string" && value.trim() !== "",
  );
  if (!label) throw new Error(t("wizard.json.label", { where }));
  const config = (raw.config ?? {}) as Record<string, unknown>;
  const children = config.questions as Record<string, unknown>[] | undefined;
  return {
    ...(typeof raw.internalId === "number" ? { internalId: raw.internalId } : {}),
    ...(typeof raw.id === "number" ? { id: raw.id } : {}),
    type,
    name: typeof raw.name === "string" ? raw.name : "",
    label,
    required: raw.required === true,
    bindToColumn: typeof raw.bindToColumn === "string" && raw.bindToColumn ? raw.bindToColumn : null,
    activationConditionLogic:
      typeof raw.activationConditionLogic === "string" && raw.activationConditionLogic
        ? raw.activationConditionLogic
        : null,
    config: {
      ...config,
      ...(Array.isArray(children)
        ? {
            questions: children.map((child, at) =>
              entryFromJson(child, t("wizard.json.part", { where, number: at + 1 }), true),
            ),
          }
        : {}),
    } as QuestionEntry["config"],
  };
}

/** The line of the text at which JSON.parse stopped, where the browser tells. */
function placeOf(source: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return message;
  const before = source.slice(0, Number(position)).split("\n");
  return t("wizard.json.place", { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message });
}

/** Read a JSON list of questions. Throws an error that says where it is wrong. */
export function entriesFromJson(source: string): QuestionEntry[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch (error) {
    throw new Error(placeOf(source, (error as Error).message), { cause: error });
  }
  const list = Array.isArray(parsed) ? parsed : (parsed as { questions?: unknown } | null)?.questions;
  if (!Array.isArray(list)) throw new Error(t("wizard.json.list"));
  if (list.length > MAX_QUESTIONS) throw new Error(t("wizard.json.many", { count: MAX_QUESTIONS }));
  return list.map((raw, at) =>
    entryFromJson((raw ?? {}) as Record<string, unknown>, t("wizard.json.where", { number: at + 1 }), false),
  );
}

function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== undefined && item !== "")
      .map(([key, item]) => [key, withoutNull(item)]),
  );
}

export const entriesToJson = (entries: readonly QuestionEntry[]): string =>
  JSON.stringify(withoutNull(entries), null, 2);

/** Read a `.json`, `.csv` or `.tsv` file; in the latter each record is a question and its options. */
export function entriesFromFile(fileName: string, source: string): QuestionEntry[] {
  if (/\.json$/i.test(fileName)) return entriesFromJson(source);
  const records = readSeparated(source, /\.tsv$/i.test(fileName) ? "\t" : ",");
  if (records.length === 0) throw new Error(t("wizard.json.empty"));
  return records.map(({ line, cells }) => {
    const [label = "", ...answers] = cells.map((cell) => cell.trim());
    if (!label) throw new Error(t("wizard.json.line", { line }));
    const options = parseOptions(answers.filter(Boolean).join("\n"), false);
    const entry = newEntry(options.length > 0 ? "DROPDOWN" : "TEXT");
    return { ...entry, label, config: options.length > 0 ? { ...entry.config, options } : entry.config };
  });
}
