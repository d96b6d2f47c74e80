import { useTranslation } from "react-i18next";
import { IconButton, IconArrowDown, IconArrowUp, Skeleton, Text } from "@/design";
import { FullCell } from "./Cell";
import type { Row } from "./data/rowStore";
import styles from "./rows.module.css";
import type { TableColumn } from "./table/columns";

interface RowReaderProps {
  row: Row | undefined;
  line: number;
  columns: readonly TableColumn[];
  markdown: boolean;
  /** Media behind addresses may be fetched. */
  media: boolean;
  /** Columns whose media is what is labeled: shown first and large. */
  urlColumns: readonly string[];
  /** Below the table instead of in its place. */
  pane: boolean;
  onStep: (by: number) => boolean;
}

/** The whole of one row, for texts longer than a cell and for media. */
export function RowReader({
  row,
  line,
  columns,
  markdown,
  media: showsMedia,
  urlColumns,
  pane,
  onStep,
}: RowReaderProps) {
  const { t } = useTranslation();
  const own = columns.filter((column) => !column.question && column.displayed);
  const media = own.filter((column) => urlColumns.includes(column.name));
  const rest = own.filter((column) => !media.includes(column));
  return (
    <section
      className={styles.reader}
      data-pane={pane || undefined}
      aria-label={t("rows.reader", { line: line + 1 })}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      {!pane && (
        <div className={styles.readerHead}>
          <IconButton icon={IconArrowUp} label={t("rows.actions.previous")} onClick={() => onStep(-1)} />
          <IconButton icon={IconArrowDown} label={t("rows.actions.next")} onClick={() => onStep(1)} />
          <Text strong tabular>
            {t("rows.row", { line: line + 1 })}
          </Text>
        </div>
      )}
      {!row && <Skeleton height={64} />}
      {row &&
        media.map((column) => (
          <FullCell key={column.id} text={row.cells[column.id] ?? ""} markdown={markdown} media framed />
        ))}
      {row &&
        rest.map((column) => (
          <div key={column.id} className={styles.field}>
            <span className={styles.fieldName}>{column.name}</span>
            <FullCell text={row.cells[column.id] ?? ""} markdown={markdown} media={showsMedia} />
          </div>
        ))}
    </section>
  );
}
