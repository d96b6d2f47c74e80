import { useMemo, useState } from "react";
import { useApiMutation } from "@/api/client";
import type { LabelingContext } from "@/features/labeling/context";
import type { Question } from "@/question-types";
import { SHOW_COLUMN } from "./data/operations";
import { BLOCK, type RowStore } from "./data/rowStore";
import {
  readLooks,
  tableColumns,
  writeLooks,
  type ColumnMeta,
  type Looks,
  type TableColumn,
} from "./table/columns";

/** Columns with the person's widths, frozen ones and hidden ones; the last are kept by the server. */
export function useColumns(
  context: LabelingContext,
  metas: readonly ColumnMeta[],
  questions: readonly Question[],
  store: RowStore,
  start: number,
) {
  const [looks, setLooks] = useState<Looks>(() => readLooks(context.project.id));
  const [shown, setShownState] = useState<Record<number, boolean>>({});
  const [show] = useApiMutation(SHOW_COLUMN);
  // From the start of the block, so that widths do not depend on the row last worked on.
  const first = start - (start % BLOCK);
  const ready = store.row(first) !== undefined;
  const sample = useMemo(
    () =>
      ready
        ? Array.from({ length: 40 }, (_, at) => store.row(first + at)?.cells ?? []).filter(
            (cells) => cells.length > 0,
          )
        : [],
    [ready, store, first],
  );
  const columns = useMemo(
    () =>
      tableColumns(
        metas.map((meta) => ({ ...meta, displayed: shown[meta.id] ?? meta.displayed })),
        questions,
        looks,
        sample,
      ),
    [metas, questions, looks, shown, sample],
  );
  const change = (column: TableColumn, next: Looks[number]) => {
    const whole = { ...looks, [column.id]: { ...looks[column.id], ...next } };
    setLooks(whole);
    writeLooks(context.project.id, whole);
  };
  return {
    columns,
    resize: (column: TableColumn, width: number) => change(column, { width }),
    toggleFrozen: (column: TableColumn) => change(column, { frozen: !column.frozen }),
    setShown: (id: number, displayed: boolean) => {
      setShownState((before) => ({ ...before, [id]: displayed }));
      show({ cabinetId: context.cabinet.id, metaId: id, displayed }).catch(() => {
        // Someone else's copy cannot be changed: the choice then lasts for this visit.
      });
    },
  };
}
