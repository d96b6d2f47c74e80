import { useState } from "react";
import { useTranslation } from "react-i18next";

import { mutate, query } from "@/api/client";
import type { SearchInput } from "@/api/generated/graphql";
import { Button, Select, toast } from "@/design";
import type { LabelingContext } from "@/features/labeling/context";
import { uuid } from "@/util/uuid";
import { GET_SEARCH_SIGNATURE, LABEL_SEARCH_HITS, UNDO_LABEL_SEARCH_HITS } from "./operations";
import type { Hit } from "./useSearch";
import styles from "./search.module.css";

interface BulkLabelProps {
  context: LabelingContext;
  search: SearchInput;
  /** The ticked lines. */
  hits: readonly Hit[];
  onDone: () => void;
}

interface Done {
  documentId: string;
  actId: string;
}

/** Give what was found in the ticked lines one class: one act per file, each can be taken back. */
export function BulkLabel({ context, search, hits, onDone }: BulkLabelProps) {
  const { t } = useTranslation();
  const { canvas, document, labelSets } = context;
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const options = labelSets.flatMap((set) =>
    set.classes
      .filter((item) => item.kind !== "ARROW")
      .map((item) => ({
        value: `${set.index}:${item.id}`,
        label: labelSets.length > 1 ? `${set.name}: ${item.name}` : item.name,
      })),
  );

  /** The shown file is labeled like by hand: at once, offline too, undone with Ctrl+Z. */
  const labelHere = async (layer: number, itemId: string) => {
    const parts = hits
      .filter((hit) => hit.documentId === document.id)
      .flatMap((hit) => hit.matches.map(({ start, end }) => ({ line: hit.line, start, end })));
    return parts.length > 0 ? ((await canvas?.labelParts?.(parts, layer, itemId)) ?? null) : null;
  };
  const labelThere = async (documentId: string, layer: number, labelItemId: string) => {
    const { getTextDocument } = await query(
      GET_SEARCH_SIGNATURE,
      { documentId },
      { requestPolicy: "network-only" },
    );
    const lines = hits.filter((hit) => hit.documentId === documentId).map((hit) => hit.line);
    const input = { documentId, signature: getTextDocument.signature, search, labelItemId, layer, lines };
    const { labelSearchHits } = await mutate(LABEL_SEARCH_HITS, { input: { ...input, actId: uuid() } });
    return labelSearchHits;
  };
  const undo = async (done: readonly Done[]) => {
    try {
      for (const act of done) await mutate(UNDO_LABEL_SEARCH_HITS, act);
      canvas?.reload?.();
    } catch (error) {
      toast.error(error);
    }
  };
  const handleApply = async () => {
    if (!chosen) return;
    const cut = chosen.indexOf(":");
    const layer = Number(chosen.slice(0, cut));
    const itemId = chosen.slice(cut + 1);
    setBusy(true);
    try {
      const here = await labelHere(layer, itemId);
      let count = here ?? 0;
      const done: Done[] = [];
      for (const documentId of new Set(hits.map((hit) => hit.documentId))) {
        if (documentId === document.id && here !== null) continue;
        const answer = await labelThere(documentId, layer, itemId);
        done.push({ documentId, actId: answer.actId });
        count += answer.labelCount;
      }
      if (done.some((act) => act.documentId === document.id)) canvas?.reload?.();
      const action = done.length > 0 ? { label: t("search.undo"), run: () => void undo(done) } : undefined;
      toast.success(t("search.labeled", { count }), action ? { action } : {});
      onDone();
    } catch (error) {
      toast.error(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className={styles.row}>
      <Select
        className={styles.grow}
        ariaLabel={t("search.class")}
        placeholder={t("search.class")}
        searchable
        value={chosen}
        options={options}
        onChange={setChosen}
      />
      <Button
        size="small"
        variant="primary"
        disabled={!chosen}
        loading={busy}
        onClick={() => void handleApply()}
      >
        {t("search.apply", { count: hits.length })}
      </Button>
    </div>
  );
}
