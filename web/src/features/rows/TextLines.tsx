import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { Skeleton } from "@/design";
import { renderMarkdown } from "./content";
import { rowSource } from "./data/rowSource";
import { RowStore } from "./data/rowStore";
import styles from "./rows.module.css";

interface TextLinesProps {
  documentId: string;
  count: number;
  markdown: boolean;
}

const LINE = 30;
const MARKDOWN_MOST = 2000;

/** A text file to read; long ones are fetched and drawn as they come into view. */
export function TextLines({ documentId, count, markdown }: TextLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const store = useMemo(
    () => new RowStore({ cells: rowSource(documentId).cells, answers: () => Promise.resolve([]) }, count),
    [documentId, count],
  );
  useSyncExternalStore(store.subscribe, store.getVersion);
  const whole = markdown && count <= MARKDOWN_MOST;
  const virtual = useVirtualizer({
    count: whole ? 0 : count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 30,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, (items.at(-1)?.index ?? 0) + 1];
  useEffect(() => {
    void store.ensure(whole ? 0 : first, whole ? count : last);
  }, [store, whole, first, last, count]);

  if (whole) {
    const lines = Array.from({ length: count }, (_, line) => store.row(line)?.cells[0]);
    if (lines.some((line) => line === undefined)) return <Skeleton height={320} />;
    return (
      <div className={styles.lines}>
        <div
          className={styles.fullText}
          dangerouslySetInnerHTML={{ __html: renderMarkdown(lines.join("\n")) }}
        />
      </div>
    );
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
    <div className={styles.lines} ref={scroller} tabIndex={0} role="document">
      <div style={{ position: "relative", height: virtual.getTotalSize() }}>
        {items.map((item) => (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className={styles.textLine}
            style={{ position: "absolute", insetInline: 0, transform: `translateY(${item.start}px)` }}
          >
            <span className={styles.lineNumber}>{item.index + 1}</span>
            <span className={styles.fullText} dir="auto">
              {store.row(item.index)?.cells.join("\t") ?? <Skeleton width="60%" />}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
