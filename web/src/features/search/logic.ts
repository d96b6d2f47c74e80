/** The logic builder: rows of conditions, and the query they stand for. Pure. */

export const FIELDS = ["text", "label", "status", "line", "comment", "metadata", "attribute"] as const;
export type Field = (typeof FIELDS)[number];

export const OPERATORS = {
  text: ["contains", "lacks", "regex"],
  label: ["is", "isNot"],
  status: ["is", "isNot"],
  line: ["from", "to"],
  comment: ["contains", "exists"],
  metadata: ["is", "exists"],
  attribute: ["is", "exists"],
} as const satisfies Record<Field, readonly string[]>;
export type Operator = (typeof OPERATORS)[Field][number];

export const STATUSES = [
  "AUTO",
  "CONFLICT",
  "REVIEWER",
  "REJECTED",
  "UNRESOLVED",
  "LABELER",
  "PRELABELED",
  "EXTERNAL",
] as const;

export interface Condition {
  id: number;
  field: Field;
  operator: Operator;
  value: string;
  /** Key of metadata, or name of a question. */
  name: string;
}

type Query = Record<string, unknown>;

export const usesName = (field: Field): boolean => field === "metadata" || field === "attribute";
export const usesValue = (condition: Pick<Condition, "operator">): boolean => condition.operator !== "exists";

/** Whether a condition says enough to be asked. */
export const isWhole = (condition: Condition): boolean =>
  (!usesValue(condition) || condition.value.trim() !== "") &&
  (!usesName(condition.field) || condition.name.trim() !== "") &&
  (condition.field !== "line" || /^\d+$/.test(condition.value.trim()));

function valueOf({ field, operator, value }: Condition): unknown {
  const text = value.trim();
  switch (operator) {
    case "exists":
      return { $exists: true };
    case "regex":
      return { $regex: text };
    case "isNot":
      return { $ne: text };
    // People count lines from one, the server from zero.
    case "from":
      return { $gte: Number(text) - 1 };
    case "to":
      return { $lte: Number(text) - 1 };
    default:
      return field === "line" ? Number(text) - 1 : text;
  }
}

function partOf(condition: Condition): Query {
  const { field, operator, name, value } = condition;
  const key = usesName(field) ? `${field}.${name.trim()}` : field;
  if (operator === "lacks") return { $not: { [key]: value.trim() } };
  return { [key]: valueOf(condition) };
}

/** Conditions about labels that must all hold are about one label: they go into one object. */
const ABOUT_LABEL: ReadonlySet<Field> = new Set(["label", "status"]);

/** The query of the whole conditions; null when there is none. */
export function toQuery(conditions: readonly Condition[], join: "all" | "any"): Query | null {
  const whole = conditions.filter(isWhole);
  const [first] = whole;
  if (!first) return null;
  if (join === "any") return whole.length === 1 ? partOf(first) : { $or: whole.map(partOf) };
  const parts: Query[] = [];
  let label: Query | null = null;
  for (const condition of whole) {
    const part = partOf(condition);
    if (!ABOUT_LABEL.has(condition.field)) parts.push(part);
    else if (label && !(condition.field in label)) Object.assign(label, part);
    else parts.push((label = part));
  }
  const [only] = parts;
  return parts.length === 1 && only ? only : { $and: parts };
}
