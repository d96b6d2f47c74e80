import { useMemo, useState } from "react";
import { useApiMutation } from "@/api/client";
import type { LabelingContext } from "@/features/labeling/context";
import type { Question } from "@/question-types";
import { SHOW_COLUMN } from "./data/operations";
import { BLOCK, type RowStore } from "./data/rowStore";
import { usePersonal, withLayout } from "./personal";
import {
  movedOrder,
  tableColumns,
  type ColumnLayout,
  type ColumnLook,
  type ColumnMeta,
  type TableColumn,
} from "./table/columns";

const PLAIN: ColumnLayout = { looks: {} };

/** Columns with the person's widths, order, frozen ones and hidden ones; the last are kept with their copy. */
export function useColumns(
  context: LabelingContext,
  metas: readonly ColumnMeta[],
  questions: readonly Question[],
  store: RowStore,
  start: number,
) {
  const projectId = context.project.id;
  const [personal, change] = usePersonal();
  const layout = useMemo(
    () => personal.columns.find(([id]) => id === projectId)?.[1] ?? PLAIN,
    [personal.columns, projectId],
  );
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
        layout,
        sample,
      ),
    [metas, questions, layout, shown, sample],
  );
  const keep = (next: ColumnLayout) => change({ columns: withLayout(personal.columns, projectId, next) });
  const changeLook = (column: TableColumn, next: ColumnLook) =>
    keep({ ...layout, looks: { ...layout.looks, [column.id]: { ...layout.looks[column.id], ...next } } });
  return {
    columns,
    resize: (column: TableColumn, width: number) => changeLook(column, { width }),
    toggleFrozen: (column: TableColumn) => changeLook(column, { frozen: !column.frozen }),
    /** Put a column where another one stands. */
    move: (id: number, before: number) => keep({ ...layout, order: movedOrder(columns, id, before) }),
    /** Back to the file's order and fitting widths. */
    resetLayout: () => keep(PLAIN),
    setShown: (id: number, displayed: boolean) => {
      setShownState((before) => ({ ...before, [id]: displayed }));
      show({ cabinetId: context.cabinet.id, metaId: id, displayed }).catch(() => {
        // Someone else's copy cannot be changed: the choice then lasts for this visit.
      });
    },
  };
}
