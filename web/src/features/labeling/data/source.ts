/** A document of the API as the editor reads it. */

import { query } from "@/api/client";
import type { LineOrder } from "@/editor/model/lineOrder";
import { lineFromCell, type WireCell } from "@/editor/model/text";
import type { Label } from "@/editor/model/types";
import { labelFromWire, type WireLabel } from "@/editor/model/wire";
import type { DocumentSource } from "@/editor/session/documentModel";
import { GET_SPAN_CELLS, GET_SPAN_LABELS } from "./operations";
import { rememberSignature } from "./senders";

/** Reads lines and labels of one document copy by range. */
export function documentSource(documentId: string, order: LineOrder): DocumentSource {
  return {
    async lines(start, end) {
      const input = { page: { skip: start, take: end - start } };
      const { getCells } = await query(GET_SPAN_CELLS, { documentId, input });
      return (getCells.nodes as WireCell[])
        .filter((cell) => (cell.index ?? 0) === 0)
        .map((cell) => ({ ...lineFromCell(cell), index: order.toPosition(cell.line) }));
    },
    async labels(start, end) {
      const { getLabelsByRange } = await query(GET_SPAN_LABELS, {
        documentId,
        startLine: start,
        endLine: end - 1,
      });
      rememberSignature(documentId, getLabelsByRange.signature);
      return (getLabelsByRange.labels as WireLabel[])
        .map(labelFromWire)
        .filter((label): label is Label => label !== null)
        .map((label) => order.labelIn(label));
    },
  };
}
