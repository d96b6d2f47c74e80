import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button, ColorField, EmptyState, IconLabels, IconPlus, Kbd, SearchField, Tabs } from "@/design";
import { search } from "@/editor/palette/fuzzy";
import { allEntries } from "@/editor/palette/tree";
import type { EditorSession } from "@/editor/session/session";
import { Card } from "../frame/Card";
import frame from "../frame/frame.module.css";
import { ClassName } from "./ClassName";
import type { ClassEditing } from "./useClasses";
import styles from "./span.module.css";

interface LabelsCardProps {
  session: EditorSession;
  /** Grows with every change, so that counts are fresh. */
  version: number;
  classes?: ClassEditing;
  onDone: () => void;
}

/** The picker of the browser takes six digits only. */
const hexOf = (color: string): string => {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color);
  if (short) return `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}`;
  return /^#[0-9a-f]{6}$/i.test(color) ? color : "#888888";
};

const isNewName = (classes: readonly { name: string }[], query: string): boolean => {
  const name = query.trim().toLowerCase();
  return name !== "" && !classes.some((item) => item.name.toLowerCase() === name);
};

const ROW = 30;
const SEARCHED_FROM = 12;

/** Classes of the active label set with keys and use counts. A click labels the selection or takes up the brush. */
export function LabelsCard({ session, classes, onDone }: LabelsCardProps) {
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
      {(entries.length > SEARCHED_FROM || classes?.allowed) && (
        <SearchField
          label={t("labeling.labels.search")}
          placeholder={t("labeling.labels.search")}
          value={query}
          onChange={setQuery}
        />
      )}
      {matches.length === 0 && <p className={styles.nothing}>{t("labeling.labels.none")}</p>}
      {classes?.allowed && isNewName(activeSet?.classes ?? [], query) && (
        <Button
          size="small"
          variant="subtle"
          icon={IconPlus}
          onClick={() => void classes.create(query).then((made) => made && setQuery(""))}
        >
          {t("span.classes.create", { name: query.trim() })}
        </Button>
      )}
      <div ref={scroller} className={styles.classes}>
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map((row) => {
            const entry = matches[row.index]?.item;
            if (!entry) return null;
            const hotkey = hotkeys.get(entry.item.id);
            const uses = session.model.uses(entry.layer, entry.item.id) ?? 0;
            const brushed = session.brush?.item.id === entry.item.id && session.brush.layer === entry.layer;
            return (
              <div
                key={entry.item.id}
                className={styles.classPlace}
                style={{ height: ROW, transform: `translateY(${row.start}px)` }}
              >
                <button
                  type="button"
                  className={styles.classRow}
                  data-brushed={brushed ? "" : undefined}
                  data-heading={entry.selectable ? undefined : ""}
                  disabled={!entry.selectable || session.readOnly}
                  title={entry.item.description || entry.text}
                  aria-pressed={brushed}
                  style={{ height: ROW, paddingInlineStart: 8 + entry.depth * 14 }}
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
                {classes?.allowed && activeSet && (
                  <ColorField
                    label={t("span.classes.color", { name: entry.item.name })}
                    value={hexOf(entry.item.color)}
                    onChange={(color) => classes.recolor(activeSet, entry.item, color)}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </Card>
  );
}
