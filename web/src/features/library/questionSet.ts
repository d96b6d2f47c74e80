import type {
  GetPaginatedQuestionSetsQuery,
  QuestionSetItemFieldsFragment,
  QuestionSetItemInput,
  QuestionType,
} from "@/api/generated/graphql";
import { readSeparated } from "@/util/separated";

export interface QuestionOption {
  id: string;
  label: string;
  parentId?: string | null;
}

export interface QuestionConfig {
  multiple?: boolean;
  multiline?: boolean;
  options?: QuestionOption[];
  questions?: QuestionDraft[];
  hint?: string;
  format?: string;
  defaultValue?: string;
  min?: number;
  max?: number;
  step?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  theme?: string;
}

export interface QuestionDraft {
  type: QuestionType;
  label: string;
  required: boolean;
  activationConditionLogic?: string;
  config: QuestionConfig;
}

export interface QuestionSetDraft {
  name: string;
  questions: QuestionDraft[];
}

export const QUESTION_TYPES: readonly QuestionType[] = [
  "TEXT",
  "DROPDOWN",
  "SINGLE_CHOICE",
  "MULTIPLE_CHOICE",
  "HIERARCHICAL_DROPDOWN",
  "CHECKBOX",
  "DATE",
  "TIME",
  "SLIDER",
  "URL",
  "NESTED",
];

const WITH_OPTIONS = new Set<QuestionType>([
  "DROPDOWN",
  "SINGLE_CHOICE",
  "MULTIPLE_CHOICE",
  "HIERARCHICAL_DROPDOWN",
]);

export const MAX_QUESTIONS = 100;

export function hasOptions(type: QuestionType): boolean {
  return WITH_OPTIONS.has(type);
}

export class QuestionSetError extends Error {
  override readonly name = "QuestionSetError";
}

export function newQuestion(): QuestionDraft {
  return { type: "TEXT", label: "", required: false, config: {} };
}

/** What a type starts with; settings that also fit the new type are kept. */
export function withType(question: QuestionDraft, type: QuestionType): QuestionDraft {
  const config: QuestionConfig = {};
  if (hasOptions(type)) config.options = question.config.options ?? [];
  if (type === "DATE") config.format = "YYYY-MM-DD";
  if (type === "TIME") config.format = "HH:mm:ss";
  if (type === "SLIDER") Object.assign(config, { min: 1, max: 10, step: 1, theme: "PLAIN" });
  if (type === "NESTED") config.questions = question.config.questions ?? [newQuestion()];
  return { ...question, type, config };
}

/** The first problem, by position; empty when the set can be saved. */
export function findQuestionIssues(questions: readonly QuestionDraft[]): Map<number, string> {
  const issues = new Map<number, string>();
  questions.forEach((question, at) => {
    const { options, min, max, questions: children } = question.config;
    if (!question.label.trim()) issues.set(at, "A question needs a text.");
    else if (hasOptions(question.type) && (options ?? []).length === 0)
      issues.set(at, "Add at least one option.");
    else if (question.type === "SLIDER" && !((min ?? 0) < (max ?? 0)))
      issues.set(at, "The minimum must be below the maximum.");
    else if (
      question.type === "NESTED" &&
      findQuestionIssues(children ?? []).size + Number(!children?.length) > 0
    ) {
      issues.set(at, "Every question of the group needs a text, and choices need options.");
    }
  });
  return issues;
}

/** Options typed one a line. Two blanks more than the line above mean "below it". */
export function parseOptions(source: string, nested: boolean): QuestionOption[] {
  const stack: { indent: number; id: string }[] = [];
  const options: QuestionOption[] = [];
  for (const line of source.split(/\r?\n/)) {
    const label = line.trim();
    if (!label) continue;
    const indent = line.length - line.trimStart().length;
    while (stack.length > 0 && (stack.at(-1)?.indent ?? 0) >= indent) stack.pop();
    const id = String(options.length + 1);
    const parentId = nested ? (stack.at(-1)?.id ?? null) : null;
    options.push(parentId ? { id, label, parentId } : { id, label });
    stack.push({ indent, id });
  }
  return options;
}

export function formatOptions(options: readonly QuestionOption[]): string {
  const byId = new Map(options.map((option) => [option.id, option]));
  const depth = (option: QuestionOption, guard = 0): number => {
    const parent = option.parentId ? byId.get(option.parentId) : undefined;
    return parent && guard < 20 ? depth(parent, guard + 1) + 1 : 0;
  };
  return options.map((option) => "  ".repeat(depth(option)) + option.label).join("\n");
}

type WireItem = GetPaginatedQuestionSetsQuery["getPaginatedQuestionSets"]["nodes"][number]["items"][number];

/** Leave out what is not set. */
function compact(config: Record<string, unknown>): QuestionConfig {
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** A stored question as a draft. */
export function questionFromWire(item: QuestionSetItemFieldsFragment | WireItem): QuestionDraft {
  const nested = "nestedQuestions" in item ? item.nestedQuestions : undefined;
  return {
    type: item.type,
    label: item.label,
    required: item.required,
    ...(item.activationConditionLogic ? { activationConditionLogic: item.activationConditionLogic } : {}),
    config: compact({
      multiple: item.multipleAnswer,
      multiline: item.multiline,
      options: item.options?.map(({ id, label, parentId }) =>
        parentId ? { id, label, parentId } : { id, label },
      ),
      questions: nested?.map(questionFromWire),
      hint: item.hint,
      format: item.format,
      defaultValue: item.defaultValue,
      min: item.min,
      max: item.max,
      step: item.step,
      minLength: item.minLength,
      maxLength: item.maxLength,
      pattern: item.pattern,
      theme: item.theme,
    }),
  };
}

/** A draft as the API wants it. */
export function questionToInput(question: QuestionDraft): QuestionSetItemInput {
  const { questions, ...config } = question.config;
  return {
    type: question.type,
    label: question.label.trim(),
    required: question.required,
    activationConditionLogic: question.activationConditionLogic,
    config: { ...config, questions: questions?.map(questionToInput) } as QuestionSetItemInput["config"],
  };
}

interface JsonQuestion {
  type?: unknown;
  label?: unknown;
  name?: unknown;
  required?: unknown;
  activationConditionLogic?: unknown;
  config?: unknown;
}

function fromJson(raw: JsonQuestion, where: string): QuestionDraft {
  const type = QUESTION_TYPES.find((known) => known === raw.type);
  if (!type) throw new QuestionSetError(`${where}: the type must be one of ${QUESTION_TYPES.join(", ")}.`);
  const label = [raw.label, raw.name].find((value) => typeof value === "string" && value.trim());
  if (typeof label !== "string") throw new QuestionSetError(`${where} has no “label”.`);
  const config = (raw.config ?? {}) as QuestionConfig & { questions?: JsonQuestion[] };
  const children = config.questions?.map((child, at) =>
    fromJson(child as JsonQuestion, `${where}, part ${at + 1}`),
  );
  return {
    type,
    label,
    required: raw.required === true,
    ...(typeof raw.activationConditionLogic === "string" && raw.activationConditionLogic
      ? { activationConditionLogic: raw.activationConditionLogic }
      : {}),
    config: compact({ ...config, questions: children }),
  };
}

/** Read a JSON list of questions. Throws {@link QuestionSetError}. */
export function questionsFromJson(source: string): QuestionDraft[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch (error) {
    throw new QuestionSetError(`This is not valid JSON: ${(error as Error).message}`);
  }
  const list = Array.isArray(parsed) ? parsed : (parsed as { questions?: unknown } | null)?.questions;
  if (!Array.isArray(list) || list.length === 0) throw new QuestionSetError("Write a list of questions.");
  if (list.length > MAX_QUESTIONS)
    throw new QuestionSetError(`A set has at most ${MAX_QUESTIONS} questions.`);
  const questions = list.map((raw, at) => fromJson((raw ?? {}) as JsonQuestion, `Question ${at + 1}`));
  const [issue] = findQuestionIssues(questions);
  if (issue) throw new QuestionSetError(`Question ${issue[0] + 1}: ${issue[1]}`);
  return questions;
}

export function questionsToJson(questions: readonly QuestionDraft[]): string {
  return JSON.stringify(questions, null, 2);
}

/** Read a `.json`, `.csv` or `.tsv` file; in the latter each record is a question and its options. */
export function questionSetFromFile(fileName: string, source: string): QuestionSetDraft {
  const dot = fileName.lastIndexOf(".");
  const extension = fileName.slice(dot + 1).toLowerCase();
  const name = dot > 0 ? fileName.slice(0, dot) : fileName;
  if (extension === "json") return { name, questions: questionsFromJson(source) };
  if (extension !== "csv" && extension !== "tsv")
    throw new QuestionSetError("Choose a .json, .csv or .tsv file.");
  const records = readSeparated(source, extension === "tsv" ? "\t" : ",");
  if (records.length === 0) throw new QuestionSetError("The file holds no questions.");
  const questions = records.map(({ line, cells }): QuestionDraft => {
    const [label = "", ...answers] = cells.map((cell) => cell.trim());
    const options = answers.filter(Boolean).map((text, at) => ({ id: String(at + 1), label: text }));
    if (!label) throw new QuestionSetError(`Line ${line}: the question is empty.`);
    if (options.length === 0) return { type: "TEXT", label, required: false, config: {} };
    return { type: "DROPDOWN", label, required: false, config: { options } };
  });
  return { name, questions };
}
