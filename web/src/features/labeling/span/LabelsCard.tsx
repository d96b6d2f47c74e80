import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { EmptyState, IconLabels, Kbd, SearchField, Tabs } from "@/design";
import { search } from "@/editor/palette/fuzzy";
import { allEntries } from "@/editor/palette/tree";
import type { EditorSession } from "@/editor/session/session";
import { Card } from "../frame/Card";
import frame from "../frame/frame.module.css";
import { ClassName } from "./ClassName";
import styles from "./span.module.css";

interface LabelsCardProps {
  session: EditorSession;
  /** Grows with every change, so that counts are fresh. */
  version: number;
  onDone: () => void;
}

const ROW = 30;
const SEARCHED_FROM = 12;

/** Classes of the active label set with keys and use counts. A click labels the selection or takes up the brush. */
export function LabelsCard({ session, onDone }: LabelsCardProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const { activeSet } = session;
  const entries = useMemo(() => (activeSet ? allEntries(activeSet) : []), [activeSet]);
  // Arrow classes have keys of their own while an arrow is labeled: show only keys that work now.
  const offered = session.entries();
  const hotkeys = useMemo(() => new Map(offered.map((entry) => [entry.item.id, entry.hotkey])), [offered]);
  const matches = useMemo(() => search(entries, query), [entries, query]);
  const virtual = useVirtualizer({
    count: matches.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });

  if (session.labelSets.length === 0) {
    return (
      <Card id="labels" title={t("labeling.labels.title")}>
        <EmptyState
          compact
          icon={IconLabels}
          title={t("labeling.labels.empty")}
          text={t("labeling.labels.emptyText")}
        />
      </Card>
    );
  }
  return (
    <Card id="labels" title={t("labeling.labels.title")}>
      {session.labelSets.length > 1 && (
        <Tabs
          label={t("labeling.labels.set")}
          value={String(session.activeLayer)}
          tabs={session.labelSets.map((set) => ({ value: String(set.index), label: set.name }))}
          onChange={(value) => session.setLayer(Number(value))}
        />
      )}
      {entries.length > SEARCHED_FROM && (
        <SearchField
          label={t("labeling.labels.search")}
          placeholder={t("labeling.labels.search")}
          value={query}
          onChange={setQuery}
        />
      )}
      {matches.length === 0 && <p className={styles.nothing}>{t("labeling.labels.none")}</p>}
      <div ref={scroller} className={styles.classes}>
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map((row) => {
            const entry = matches[row.index]?.item;
            if (!entry) return null;
            const hotkey = hotkeys.get(entry.item.id);
            const uses = session.model.labels.uses(entry.layer, entry.item.id);
            const brushed = session.brush?.item.id === entry.item.id && session.brush.layer === entry.layer;
            return (
              <button
                key={entry.item.id}
                type="button"
                className={styles.classRow}
                data-brushed={brushed ? "" : undefined}
                data-heading={entry.selectable ? undefined : ""}
                disabled={!entry.selectable || session.readOnly}
                title={entry.item.description || entry.text}
                aria-pressed={brushed}
                style={{
                  height: ROW,
                  transform: `translateY(${row.start}px)`,
                  paddingInlineStart: 8 + entry.depth * 14,
                }}
                onMouseDown={(event) => event.preventDefault()}
                onClick={(event) => {
                  session.pressClass(entry.layer, entry.item, event.shiftKey);
                  onDone();
                }}
              >
                <ClassName color={entry.item.color} text={entry.item.name} />
                {uses > 0 && (
                  <span className={frame.figure} title={t("labeling.labels.uses", { count: uses })}>
                    {uses}
                  </span>
                )}
                {hotkey && <Kbd chord={hotkey.toUpperCase()} />}
              </button>
            );
          })}
        </div>
      </div>
    </Card>
  );
}
