/** Several label acts in one request: the server carries them out in order, each with its own id. */

import type { OperationContext } from "urql";

import { mutate } from "@/api/client";
import type { UpdateTokenLabelsInput } from "@/api/generated/graphql";
import type { TypedDocumentNode } from "urql";

export interface LabelReply {
  rejectedLabels: { reason: string; label: { hashCode: string } }[];
}

type Inputs = Record<string, UpdateTokenLabelsInput>;

/** The text of a request with `count` acts. */
export function batchText(count: number): string {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const variables = numbers.map((number) => `$i${number}: UpdateTokenLabelsInput!`).join(", ");
  const fields = numbers.map(
    (number) =>
      `a${number}: updateLabels(input: $i${number}) { rejectedLabels { reason label { hashCode } } }`,
  );
  return `mutation UpdateSpanLabelsMany(${variables}) { ${fields.join(" ")} }`;
}

/** Send acts; their replies in the same order. An error of any is thrown, those before it are done all the same. */
export async function labelBatch(
  inputs: UpdateTokenLabelsInput[],
  context: Partial<OperationContext>,
): Promise<LabelReply[]> {
  // The generated documents are fixed texts, while the number of acts is not.
  const text = batchText(inputs.length) as unknown as TypedDocumentNode<Record<string, LabelReply>, Inputs>;
  const variables = Object.fromEntries(inputs.map((input, number) => [`i${number}`, input]));
  const data = await mutate(text, variables, context);
  return inputs.map((_, number) => data[`a${number}`] ?? { rejectedLabels: [] });
}
