import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { Checkbox } from "@/design";
import { pieces } from "./snippet";
import type { Hit } from "./useSearch";
import styles from "./search.module.css";

interface ResultsProps {
  hits: readonly Hit[];
  /** Name the file of each hit. */
  withFiles: boolean;
  ticked: ReadonlySet<string>;
  onTick: (hit: Hit, ticked: boolean) => void;
  onOpen: (hit: Hit) => void;
  /** The list was scrolled to its end. */
  onEnd: () => void;
}

export const keyOf = (hit: Pick<Hit, "documentId" | "line">): string => `${hit.documentId}:${hit.line}`;

const ROW = 52;

/** The lines that were found; arrow keys walk, Enter goes there, Space ticks. */
export function Results({ hits, withFiles, ticked, onTick, onOpen, onEnd }: ResultsProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: hits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    onChange: (instance) => {
      const last = instance.getVirtualItems().at(-1)?.index ?? 0;
      if (hits.length > 0 && last >= hits.length - 1) onEnd();
    },
  });

  const handleKey = (event: KeyboardEvent, index: number) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const hit = hits[index];
    if (event.key === " " && hit) {
      event.preventDefault();
      onTick(hit, !ticked.has(keyOf(hit)));
      return;
    }
    const next = index + by;
    if (by === 0 || !hits[next]) return;
    event.preventDefault();
    virtual.scrollToIndex(next, { align: "auto" });
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] [data-open]`)?.focus(),
    );
  };

  return (
    <div ref={scroller} className={styles.results}>
      <ul aria-label={t("search.results")} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((row) => {
          const hit = hits[row.index];
          if (!hit) return null;
          const place = t("search.line", { line: hit.line + 1 });
          return (
            <li
              key={keyOf(hit)}
              data-index={row.index}
              aria-setsize={hits.length}
              aria-posinset={row.index + 1}
              style={{ transform: `translateY(${row.start}px)`, height: ROW }}
            >
              <Checkbox
                ariaLabel={t("search.tick", { place })}
                checked={ticked.has(keyOf(hit))}
                onChange={(checked) => onTick(hit, checked)}
              />
              <button
                type="button"
                data-open
                className={styles.hit}
                onClick={() => onOpen(hit)}
                onKeyDown={(event) => handleKey(event, row.index)}
              >
                <span className={styles.place}>
                  {withFiles ? `${hit.documentName || hit.fileName} · ${place}` : place}
                </span>
                <span className={styles.snippet} dir="auto">
                  {pieces(hit).map((piece, index) =>
                    piece.isMatch ? <mark key={index}>{piece.text}</mark> : piece.text,
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
