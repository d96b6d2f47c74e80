import { text } from "./text";
import type { QuestionTypeDefinition } from "./types";

/** An old type of the public enumeration, treated as text. */
export const data: QuestionTypeDefinition = { ...text, key: "DATA" };
