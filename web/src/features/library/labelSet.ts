import type { LabelClassType } from "@/api/generated/graphql";
import { LABEL_PALETTE } from "@/design/color";
import { readSeparated } from "@/util/separated";

/** One class of a label set. */
export interface LabelItem {
  id: string;
  name: string;
  /** `#rrggbb`. */
  color: string;
  parentId: string | null;
  type: LabelClassType;
  /** Shown to labelers on hover. */
  description: string;
  arrowRules: { originIds: string[]; destinationIds: string[] }[];
}

export interface LabelSetDraft {
  name: string;
  /** Only classes without children may be applied. */
  leafOnly: boolean;
  items: LabelItem[];
}

export const MAX_FILE_BYTES = 500_000;

/** What is wrong with a file or a draft; `line` counts from 1 where it is known. */
export class LabelSetError extends Error {
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(line === undefined ? message : `Line ${line}: ${message}`);
    this.name = "LabelSetError";
    this.line = line;
  }
}

const HEX = /^#[\da-f]{6}$/i;

/** The colour the n-th class gets when it has none. */
export function paletteColor(index: number): string {
  return LABEL_PALETTE[index % LABEL_PALETTE.length] ?? LABEL_PALETTE[0];
}

/** Bring `#abc` or `abcdef` into `#aabbcc`; undefined if it is no colour. */
export function normalColor(text: string): string | undefined {
  const value = text.trim();
  const short = /^#?([\da-f])([\da-f])([\da-f])$/i.exec(value);
  if (short)
    return `#${short
      .slice(1, 4)
      .map((sign) => sign + sign)
      .join("")}`.toLowerCase();
  const long = /^#?[\da-f]{6}$/i.test(value) ? `#${value.replace(/^#/, "")}` : value;
  return HEX.test(long) ? long.toLowerCase() : undefined;
}

/** The next free id of a set: the smallest number above all others. */
export function freeId(items: readonly LabelItem[]): string {
  const numbers = items.map((item) => Number.parseInt(item.id, 10)).filter(Number.isFinite);
  return String(Math.max(0, ...numbers) + 1);
}

export function newItem(items: readonly LabelItem[], parentId: string | null = null): LabelItem {
  const color = paletteColor(items.length);
  return { id: freeId(items), name: "", color, parentId, type: "SPAN", description: "", arrowRules: [] };
}

/** Items in tree order with their depth. Items whose parent is missing count as roots. */
export function inTreeOrder(items: readonly LabelItem[]): { item: LabelItem; depth: number }[] {
  const ids = new Set(items.map((item) => item.id));
  const children = new Map<string | null, LabelItem[]>();
  for (const item of items) {
    const parent =
      item.parentId !== null && ids.has(item.parentId) && item.parentId !== item.id ? item.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), item]);
  }
  const ordered: { item: LabelItem; depth: number }[] = [];
  const visit = (parent: string | null, depth: number) => {
    for (const item of children.get(parent) ?? []) {
      ordered.push({ item, depth });
      visit(item.id, depth + 1);
    }
  };
  visit(null, 0);
  return ordered;
}

/** The first problem of a draft by item id; empty when it can be saved. */
export function findIssues(items: readonly LabelItem[]): Map<string, string> {
  const issues = new Map<string, string>();
  const ids = new Set(items.map((item) => item.id));
  const seen = new Set<string>();
  const reached = new Set(inTreeOrder(items).map(({ item }) => item.id));
  for (const item of items) {
    const key = `${item.parentId ?? ""}\u0000${item.name.trim().toLowerCase()}`;
    if (!item.name.trim()) issues.set(item.id, "A class needs a name.");
    else if (seen.has(key)) issues.set(item.id, `“${item.name}” is there twice under the same parent.`);
    else if (item.parentId !== null && !ids.has(item.parentId))
      issues.set(item.id, `Its parent ${item.parentId} does not exist.`);
    else if (!reached.has(item.id)) issues.set(item.id, "Its parents form a circle.");
    else if (!normalColor(item.color)) issues.set(item.id, `${item.color} is not a colour such as #3399cc.`);
    seen.add(key);
  }
  return issues;
}

/** Without rows that were added but never filled in. */
export function withoutBlanks(items: readonly LabelItem[]): LabelItem[] {
  const parents = new Set(items.map((item) => item.parentId));
  return items.filter((item) => item.name.trim() !== "" || item.description !== "" || parents.has(item.id));
}

/** Put a new item behind another one. */
export function insertAfter(items: readonly LabelItem[], afterId: string, item: LabelItem): LabelItem[] {
  const at = items.findIndex((entry) => entry.id === afterId);
  return at === -1 ? [...items, item] : items.toSpliced(at + 1, 0, item);
}

/** Take an item out together with everything below it. */
export function withoutItem(items: readonly LabelItem[], id: string): LabelItem[] {
  const gone = new Set([id]);
  for (let before = -1; before !== gone.size;) {
    before = gone.size;
    for (const item of items) if (item.parentId !== null && gone.has(item.parentId)) gone.add(item.id);
  }
  return items.filter((item) => !gone.has(item.id));
}

/** Swap an item with its neighbour among its siblings. */
export function moveItem(items: readonly LabelItem[], id: string, step: -1 | 1): LabelItem[] {
  const item = items.find((entry) => entry.id === id);
  const siblings = items.filter((entry) => entry.parentId === item?.parentId);
  const other = siblings[siblings.findIndex((entry) => entry.id === id) + step];
  if (!item || !other) return [...items];
  return items.map((entry) => (entry.id === item.id ? other : entry.id === other.id ? item : entry));
}

interface JsonOption {
  id?: unknown;
  label?: unknown;
  tagName?: unknown;
  name?: unknown;
  color?: unknown;
  parentId?: unknown;
  type?: unknown;
  desc?: unknown;
  description?: unknown;
  arrowRules?: unknown;
}

const TYPES: readonly LabelClassType[] = ["SPAN", "ARROW", "ALL"];

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function itemFromJson(option: JsonOption, index: number): LabelItem {
  const name = text(option.label ?? option.tagName ?? option.name);
  const where = `Class ${index + 1}${name ? ` (“${name}”)` : ""}`;
  if (!name.trim()) throw new LabelSetError(`${where} has no “label”.`);
  const color =
    option.color === undefined || option.color === null
      ? paletteColor(index)
      : normalColor(text(option.color));
  if (!color) throw new LabelSetError(`${where}: ${text(option.color)} is not a colour such as #3399cc.`);
  const type = option.type === undefined ? "SPAN" : TYPES.find((known) => known === option.type);
  if (!type) throw new LabelSetError(`${where}: the type must be SPAN, ARROW or ALL.`);
  return {
    id: text(option.id) || String(index + 1),
    name: name.trim(),
    color,
    parentId: text(option.parentId) || null,
    type,
    description: text(option.desc ?? option.description),
    arrowRules: Array.isArray(option.arrowRules) ? (option.arrowRules as LabelItem["arrowRules"]) : [],
  };
}

/** Read `{"name": …, "options": […]}` or a bare list of classes. Throws {@link LabelSetError}. */
export function labelSetFromJson(source: string, fallbackName = ""): LabelSetDraft {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch (error) {
    throw new LabelSetError(`This is not valid JSON: ${(error as Error).message}`);
  }
  const holder = (Array.isArray(parsed) ? { options: parsed } : parsed) as {
    name?: unknown;
    leafOnly?: unknown;
    options?: unknown;
    tagItems?: unknown;
  } | null;
  const options = holder?.options ?? holder?.tagItems;
  if (!Array.isArray(options))
    throw new LabelSetError("Write a list of classes, or an object with “options”.");
  const items = options.map((option, index) => itemFromJson((option ?? {}) as JsonOption, index));
  const [issue] = findIssues(items).values();
  if (issue) throw new LabelSetError(issue);
  return { name: text(holder?.name) || fallbackName, leafOnly: holder?.leafOnly === true, items };
}

/** The draft as JSON; empty parts are left out. */
export function labelSetToJson(draft: LabelSetDraft): string {
  const options = withoutBlanks(draft.items).map((item) => ({
    id: item.id,
    label: item.name,
    color: item.color,
    ...(item.parentId ? { parentId: item.parentId } : {}),
    ...(item.type === "SPAN" ? {} : { type: item.type }),
    ...(item.description ? { desc: item.description } : {}),
    ...(item.arrowRules.length > 0 ? { arrowRules: item.arrowRules } : {}),
  }));
  const flags = draft.leafOnly ? { leafOnly: true } : {};
  return JSON.stringify({ name: draft.name, ...flags, options }, null, 2);
}

const HEADER = new Set(["id", "label", "color", "parent_id", "parentid", "type", "description", "desc"]);

function fromRecords(source: string, delimiter: "," | "\t"): LabelItem[] {
  const [first, ...rest] = readSeparated(source, delimiter);
  if (!first) throw new LabelSetError("The file holds no classes.");
  const names = first.cells.map((cell) => cell.trim().toLowerCase());
  const hasHeader = names.includes("label") && names.every((name) => HEADER.has(name));
  const columns = hasHeader ? names : ["label"];
  const records = hasHeader ? rest : [first, ...rest];
  const lineOf = new Map<string, number>();
  const items = records.map(({ line, cells }, index) => {
    const cell = (...keys: string[]) =>
      (cells[columns.findIndex((column) => keys.includes(column))] ?? "").trim();
    const name = cell("label");
    const given = cell("color");
    const color = given ? normalColor(given) : paletteColor(index);
    if (!name) throw new LabelSetError("The label is empty.", line);
    if (!color) throw new LabelSetError(`${given} is not a colour such as #3399cc.`, line);
    const id = cell("id") || String(index + 1);
    lineOf.set(id, line);
    const type = TYPES.find((known) => known === cell("type").toUpperCase()) ?? "SPAN";
    const parentId = cell("parent_id", "parentid") || null;
    return { id, name, color, parentId, type, description: cell("description", "desc"), arrowRules: [] };
  });
  const [issue] = findIssues(items);
  if (issue) throw new LabelSetError(issue[1], lineOf.get(issue[0]));
  return items;
}

/** Read a `.csv`, `.tsv` or `.json` file; the set is named after it. Throws {@link LabelSetError}. */
export function labelSetFromFile(fileName: string, source: string): LabelSetDraft {
  const dot = fileName.lastIndexOf(".");
  const extension = fileName.slice(dot + 1).toLowerCase();
  const name = dot > 0 ? fileName.slice(0, dot) : fileName;
  if (new Blob([source]).size > MAX_FILE_BYTES)
    throw new LabelSetError("A label set file has at most 500 KB.");
  if (!source.trim()) throw new LabelSetError("The file is empty.");
  if (extension === "json") return labelSetFromJson(source, name);
  if (extension === "csv" || extension === "txt")
    return { name, leafOnly: false, items: fromRecords(source, ",") };
  if (extension === "tsv") return { name, leafOnly: false, items: fromRecords(source, "\t") };
  throw new LabelSetError("Choose a .csv, .tsv or .json file.");
}
