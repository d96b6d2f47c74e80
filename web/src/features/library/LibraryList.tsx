import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ApiQuery } from "@/api/client";
import {
  Button,
  EmptyState,
  ErrorNotice,
  IconLabels,
  IconTrash,
  Pagination,
  SearchField,
  Table,
  Text,
  Toolbar,
  type Column,
} from "@/design";
import { TAKE, type useLibraryParams } from "./useLibraryParams";
import styles from "./library.module.css";

interface Entry {
  id: string;
  name: string;
}

interface LibraryListProps<Row extends Entry> {
  title: string;
  list: ApiQuery<unknown>;
  rows: readonly Row[];
  total: number;
  columns: readonly Column<Row>[];
  params: ReturnType<typeof useLibraryParams>;
  /** Buttons that add an entry. */
  addButtons: ReactNode;
  emptyTitle: string;
  emptyText: string;
  onOpen: (row: Row) => void;
  onDelete: (ids: string[]) => void;
}

/** What both libraries share: search, table, ticks, deletion, pages. */
export function LibraryList<Row extends Entry>(props: LibraryListProps<Row>) {
  const { title, list, rows, total, columns, params, addButtons, emptyTitle, emptyText, onOpen, onDelete } =
    props;
  const { t } = useTranslation();
  const { selected } = params;
  return (
    <>
      <Toolbar end={addButtons}>
        <SearchField
          className={styles.search}
          label={t("library.search")}
          value={params.keyword}
          onChange={params.search}
        />
        {selected.size > 0 && (
          <>
            <Text tabular>{t("library.selected", { count: selected.size })}</Text>
            <Button icon={IconTrash} onClick={() => onDelete([...selected])}>
              {t("library.delete")}
            </Button>
          </>
        )}
      </Toolbar>
      {list.error && <ErrorNotice error={list.error} onRetry={list.refetch} />}
      {!(list.error && list.data === undefined) && (
        <Table
          label={title}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          rowName={(row) => row.name}
          loading={list.loading}
          sorting={params.sorting}
          onSort={params.setSorting}
          selected={selected}
          onSelect={params.setSelected}
          onOpen={onOpen}
          empty={
            params.keyword ? (
              <EmptyState
                icon={IconLabels}
                title={t("library.noMatchTitle")}
                text={t("library.noMatchText")}
              />
            ) : (
              <EmptyState icon={IconLabels} title={emptyTitle} text={emptyText} actions={addButtons} />
            )
          }
        />
      )}
      <Pagination page={params.page} take={TAKE} total={total} onPage={params.setPage} />
    </>
  );
}
