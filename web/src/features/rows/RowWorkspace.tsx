import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import { EmptyState, ErrorNotice, IconTable, Skeleton } from "@/design";
import type { WorkspaceProps } from "@/features/labeling/context";
import { GET_COLUMNS } from "./data/operations";
import { useRowQuestions } from "./data/questions";
import styles from "./rows.module.css";
import { RowScreen } from "./RowScreen";
import type { ColumnMeta } from "./table/columns";
import { useRows } from "./useRows";

/** Labeling and reviewing of table rows. */
export function RowWorkspace({ context }: WorkspaceProps) {
  const { t } = useTranslation();
  const { set, error, refetch } = useRowQuestions(context.project.id);
  const columns = useApiQuery(GET_COLUMNS, { cabinetId: context.cabinet.id }, { types: ["Question"] });
  const replayed = useRef<(line: number) => void>(undefined);
  const handleReplay = useCallback((line: number) => replayed.current?.(line), []);
  const rows = useRows(context, set?.signature, handleReplay);
  const metas = useMemo(
    () => (columns.data?.getDocumentMetasByCabinetId ?? []) as ColumnMeta[],
    [columns.data],
  );
  const trouble = error ?? columns.error ?? rows.error;
  const [opened, setOpened] = useState(false);
  const ready = set !== undefined && columns.data !== undefined && rows.store !== undefined;
  useEffect(() => setOpened(true), []);

  if (trouble && !ready) {
    const retry = () => {
      refetch();
      columns.refetch();
      rows.retry();
    };
    return (
      <div className={styles.reader}>
        <ErrorNotice error={trouble} onRetry={retry} />
      </div>
    );
  }
  if (!ready || !opened || !rows.store) {
    return (
      <div className={styles.reader} aria-busy>
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} width={`${45 + ((index * 23) % 45)}%`} height={16} />
        ))}
      </div>
    );
  }
  if (rows.store.total === 0) {
    return <EmptyState icon={IconTable} title={t("rows.emptyTitle")} text={t("rows.emptyText")} />;
  }
  return (
    <RowScreen
      key={context.document.id}
      context={context}
      store={rows.store}
      questions={set.questions}
      metas={metas}
      start={rows.start}
      error={rows.error}
      onRetry={rows.retry}
      onSave={rows.save}
      onSaveMany={rows.saveMany}
      replayed={replayed}
    />
  );
}
