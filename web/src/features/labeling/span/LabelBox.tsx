import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { Button, IconArrowRight, IconCheck, IconClose, IconPlus, IconTrash, Kbd } from "@/design";
import { isSpan } from "@/editor/model/types";
import { search } from "@/editor/palette/fuzzy";
import type { PaletteEntry } from "@/editor/palette/tree";
import type { EditorSession } from "@/editor/session/session";
import type { EditorView } from "@/editor/view/view";
import { ClassName } from "./ClassName";
import type { ClassEditing } from "./useClasses";
import styles from "./span.module.css";

interface LabelBoxProps {
  session: EditorSession;
  view: EditorView;
  classes: ClassEditing;
}

const ROW = 28;
const GAP = 6;

/** True while the box has something to offer. */
export function wantsLabelBox(session: EditorSession): boolean {
  if (session.readOnly || session.dragging || session.arrow.step === "target") return false;
  return (
    session.arrow.awaitsClass ||
    session.searching ||
    (session.selection !== null && !session.brush) ||
    session.selectedLabel !== undefined
  );
}

/** Keep the box beside the text it is about; on a phone the style sheet makes it a bottom sheet. */
function place(box: HTMLElement, view: EditorView): void {
  const anchor = view.anchorRect();
  const frame = view.root.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  let left = frame.left + (frame.width - width) / 2;
  let top = frame.top + 48;
  if (anchor) {
    const below = anchor.bottom + GAP;
    left = anchor.left;
    top = below + height <= frame.bottom ? below : anchor.top - height - 24;
  }
  const x = Math.max(frame.left + GAP, Math.min(left, frame.right - width - GAP));
  const y = Math.max(frame.top + GAP, Math.min(top, frame.bottom - height - GAP));
  box.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}

export function LabelBox({ session, view, classes }: LabelBoxProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const entries = session.entries();
  const isArrow = session.arrow.awaitsClass;
  const matches = useMemo(() => search(entries, query), [entries, query]);

  useEffect(() => {
    const follow = () => {
      if (box.current) place(box.current, view);
    };
    follow();
    view.onDraw = follow;
    return () => {
      view.onDraw = () => undefined;
    };
  });

  const apply = (entry: PaletteEntry, keep: boolean) => {
    if (!entry.selectable) return;
    session.pressClass(entry.layer, entry.item, keep);
    if (!keep) {
      session.searching = false;
      setQuery("");
      session.changed();
      view.focus();
    }
  };

  return (
    <div ref={box} className={styles.box} role="group" aria-label={t("labeling.box.label")}>
      {session.labelSets.length > 1 && <SetTabs session={session} />}
      <SearchInput
        session={session}
        query={query}
        onQuery={setQuery}
        view={view}
        matches={matches.map((match) => match.item)}
        onApply={apply}
      />
      {isArrow && !session.activeSet?.arrowLabelRequired && query === "" && (
        <button
          type="button"
          className={styles.option}
          onClick={() => session.arrow.finish(session.activeLayer, null)}
        >
          <span className={styles.optionName}>{t("labeling.box.noClass")}</span>
          <Kbd chord="Enter" />
        </button>
      )}
      <Options matches={matches} query={query} onApply={apply} />
      {classes.allowed && matches.length === 0 && query.trim() !== "" && (
        <Button
          size="small"
          variant="subtle"
          icon={IconPlus}
          onClick={() => {
            void classes.create(query).then((made) => {
              if (!made) return;
              session.pressClass(session.activeLayer, made);
              session.searching = false;
              setQuery("");
              session.changed();
              view.focus();
            });
          }}
        >
          {t("span.classes.create", { name: query.trim() })}
        </Button>
      )}
      <BoxFooter session={session} />
    </div>
  );
}

function SetTabs({ session }: { session: EditorSession }) {
  const { t } = useTranslation();
  return (
    <div className={styles.setTabs} role="tablist" aria-label={t("labeling.labels.set")}>
      {session.labelSets.map((set, index) => (
        <button
          key={set.id}
          type="button"
          role="tab"
          aria-selected={set.index === session.activeLayer}
          className={styles.setTab}
          title={`${set.name} (Alt+${index + 1})`}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => session.setLayer(set.index)}
        >
          {set.name}
        </button>
      ))}
    </div>
  );
}

interface SearchInputProps {
  session: EditorSession;
  view: EditorView;
  query: string;
  onQuery: (query: string) => void;
  matches: PaletteEntry[];
  onApply: (entry: PaletteEntry, keep: boolean) => void;
}

function SearchInput({ session, view, query, onQuery, matches, onApply }: SearchInputProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const selectable = matches.filter((entry) => entry.selectable);
  const { searching } = session;

  useEffect(() => {
    if (!searching) return;
    input.current?.focus();
    if (session.typeAhead) onQuery(session.typeAhead);
    session.typeAhead = null;
    // Only when the field opens: later the person types into it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [searching]);

  const handleKey = (event: KeyboardEvent) => {
    const digit = /^[1-9]$/.exec(event.key)?.[0];
    const first = selectable[0];
    if (event.key === "Escape") {
      onQuery("");
      session.searching = false;
      session.changed();
      view.focus();
    } else if (event.key === "Enter" && first) onApply(first, event.shiftKey);
    else if (event.key === "Enter" && session.arrow.awaitsClass)
      session.arrow.finish(session.activeLayer, null);
    else if (digit && selectable[Number(digit) - 1])
      onApply(selectable[Number(digit) - 1] as PaletteEntry, event.shiftKey);
    else if (event.key === "ArrowDown") {
      const list = event.currentTarget.closest(`.${styles.box}`);
      list?.querySelector<HTMLElement>("[data-option]")?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <input
      ref={input}
      className={styles.search}
      value={query}
      placeholder={`${t("labeling.box.search")}   /`}
      aria-label={t("labeling.box.search")}
      spellCheck={false}
      autoComplete="off"
      onFocus={() => {
        if (session.searching) return;
        session.searching = true;
        session.changed();
      }}
      onChange={(event) => onQuery(event.target.value)}
      onKeyDown={handleKey}
    />
  );
}

interface OptionsProps {
  matches: ReturnType<typeof search<PaletteEntry>>;
  query: string;
  onApply: (entry: PaletteEntry, keep: boolean) => void;
}

function Options({ matches, query, onApply }: OptionsProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: matches.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  let visible = 0;
  const digits = matches.map((match) =>
    match.item.selectable && visible < 9 ? String(++visible) : undefined,
  );

  const handleKey = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const options = [
      ...(scroller.current?.querySelectorAll<HTMLElement>("[data-option]:not(:disabled)") ?? []),
    ];
    const at = options.indexOf(event.target as HTMLElement);
    const next = options[at + step];
    if (next) next.focus();
    else if (step < 0) event.currentTarget.parentElement?.querySelector("input")?.focus();
  };

  if (matches.length === 0) return <p className={styles.nothing}>{t("labeling.box.none")}</p>;
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- only moves the focus among its buttons
    <div ref={scroller} className={styles.options} onKeyDown={handleKey}>
      <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map((row) => {
          const match = matches[row.index];
          if (!match) return null;
          const { item: entry } = match;
          return (
            <button
              key={entry.item.id}
              type="button"
              data-option=""
              className={styles.option}
              disabled={!entry.selectable}
              data-heading={entry.selectable ? undefined : ""}
              title={entry.item.description || entry.text}
              style={{
                position: "absolute",
                insetInline: 0,
                height: ROW,
                transform: `translateY(${row.start}px)`,
                paddingInlineStart: query === "" ? 8 + entry.depth * 12 : 8,
              }}
              onMouseDown={(event) => event.preventDefault()}
              onClick={(event) => onApply(entry, event.shiftKey)}
            >
              <ClassName
                color={entry.item.color}
                text={query === "" ? entry.item.name : entry.text}
                positions={query === "" ? [] : match.positions}
              />
              {(query === "" ? entry.hotkey : digits[row.index]) && (
                <Kbd chord={(query === "" ? entry.hotkey : digits[row.index])?.toUpperCase() ?? ""} />
              )}
            </button>
          );
        })}
      </div>
    </div>
  );
}

/** What can be done with a chosen label besides giving it another class. */
function BoxFooter({ session }: { session: EditorSession }) {
  const { t } = useTranslation();
  const label = session.selectedLabel;
  if (session.arrow.awaitsClass) {
    return (
      <div className={styles.boxFooter}>
        <Button size="small" variant="subtle" icon={IconClose} onClick={() => session.arrow.cancel()}>
          {t("labeling.box.cancel")}
        </Button>
      </div>
    );
  }
  if (!label) return null;
  return (
    <div className={styles.boxFooter}>
      {session.reviewer && (
        <>
          <Button
            size="small"
            variant="subtle"
            icon={IconCheck}
            onClick={() => session.resolveLabels([label], true)}
          >
            {t("labeling.box.accept")}
          </Button>
          <Button
            size="small"
            variant="subtle"
            icon={IconClose}
            onClick={() => session.resolveLabels([label], false)}
          >
            {t("labeling.box.reject")}
          </Button>
        </>
      )}
      {isSpan(label) && session.rules.allowArrows && (
        <Button
          size="small"
          variant="subtle"
          icon={IconArrowRight}
          title={t("labeling.box.arrow")}
          aria-label={t("labeling.box.arrow")}
          onClick={() => session.arrow.start(label.hash)}
        />
      )}
      <Button size="small" variant="subtle" icon={IconTrash} onClick={() => session.deleteAll([label])}>
        {t("labeling.box.delete")}
      </Button>
    </div>
  );
}
