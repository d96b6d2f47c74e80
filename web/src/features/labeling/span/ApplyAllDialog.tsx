import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Checkbox, FormDialog, ProgressBar, Select, Stack, Text } from "@/design";
import { equalPlaces, type EqualPlace } from "@/editor/session/equalText";
import { labelPlaces } from "@/editor/session/bulkActs";
import type { EditorSession } from "@/editor/session/session";
import type { Brush } from "@/editor/session/types";
import styles from "./span.module.css";

interface ApplyAllDialogProps {
  session: EditorSession;
  /** The text to look for. */
  text: string;
  /** Its class, when it has one. */
  brush: Brush | null;
  onClose: () => void;
  onDone: (count: number) => void;
}

const ROW = 28;

interface Search {
  places: EqualPlace[];
  /** Share of the lines read, 0 to 1. */
  read: number;
}

/** Streams through the document; starts anew when the text or the options change. */
function useEqualPlaces(session: EditorSession, text: string, matchCase: boolean): Search {
  const [search, setSearch] = useState<Search>({ places: [], read: 0 });
  useEffect(() => {
    let stopped = false;
    const all: EqualPlace[] = [];
    const run = async () => {
      setSearch({ places: [], read: 0 });
      for await (const found of equalPlaces(session.model, text, { unit: session.unit, matchCase })) {
        if (stopped) return;
        all.push(...found.places);
        setSearch({ places: [...all], read: found.read / Math.max(1, session.model.lineCount) });
      }
    };
    run().catch(() => undefined);
    return () => {
      stopped = true;
    };
  }, [session, text, matchCase]);
  return search;
}

/** Preview of all places that read the same, and one act that labels them. */
export function ApplyAllDialog({ session, text, brush, onClose, onDone }: ApplyAllDialogProps) {
  const { t } = useTranslation();
  const [matchCase, setMatchCase] = useState(true);
  const entries = session.entries("SPAN").filter((entry) => entry.selectable);
  const [classId, setClassId] = useState(brush?.item.id ?? entries[0]?.item.id ?? null);
  const { places, read } = useEqualPlaces(session, text, matchCase);
  const layer = brush && brush.item.id === classId ? brush.layer : session.activeLayer;
  const fresh = useMemo(
    () =>
      places.filter(
        (place) =>
          !session.model.labels
            .at(place.start, place.end)
            .some((label) => label.classId === classId && label.layer === layer),
      ).length,
    [places, classId, layer, session],
  );
  const item = session.labelSets
    .find((set) => set.index === layer)
    ?.classes.find((candidate) => candidate.id === classId);
  const options = entries.map((entry) => ({ value: entry.item.id, label: entry.text }));
  if (brush && !options.some((option) => option.value === brush.item.id))
    options.unshift({ value: brush.item.id, label: brush.item.name });

  return (
    <FormDialog
      opened
      title={t("span.applyAll.title")}
      submitLabel={t("span.applyAll.submit", { count: places.length })}
      canSubmit={read === 1 && fresh > 0 && item !== undefined}
      onClose={onClose}
      onSubmit={() => {
        if (item) onDone(labelPlaces(session, places, layer, item));
      }}
    >
      <Stack gap={3}>
        <Text strong>{text.length > 120 ? `${text.slice(0, 119)}…` : text}</Text>
        <Select
          label={t("span.applyAll.class")}
          value={classId}
          options={options}
          onChange={setClassId}
          searchable
        />
        <Checkbox label={t("span.applyAll.matchCase")} checked={matchCase} onChange={setMatchCase} />
        <div role="status">
          <Text as="p">
            {read < 1
              ? t("span.applyAll.searching", { percent: Math.floor(read * 100) })
              : places.length === 0
                ? t("span.applyAll.none")
                : `${t("span.applyAll.count", { count: places.length })}. ${t("span.applyAll.new", { count: fresh })}`}
          </Text>
        </div>
        {read < 1 && (
          <ProgressBar
            value={read * 100}
            max={100}
            label={t("span.applyAll.searching", { percent: Math.floor(read * 100) })}
          />
        )}
        <Places places={places} />
      </Stack>
    </FormDialog>
  );
}

function Places({ places }: { places: EqualPlace[] }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: places.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  return (
    <div
      ref={scroller}
      className={styles.places}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that the keyboard can scroll it
      tabIndex={0}
      role="group"
      aria-label={t("span.applyAll.title")}
    >
      <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map((row) => {
          const place = places[row.index];
          if (!place) return null;
          return (
            <div key={row.key} className={styles.place} style={{ transform: `translateY(${row.start}px)` }}>
              <span className={styles.placeLine}>{place.line + 1}</span>
              <span className={styles.placeText} dir="auto">
                {place.before}
                <mark>{place.text}</mark>
                {place.after}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
