import { Suspense, useEffect, useId, useRef, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";

import {
  IconArrowDown,
  IconArrowUp,
  IconButton,
  IconChevronDown,
  IconChevronRight,
  IconClose,
  IconGrip,
  IconMore,
  Menu,
  Skeleton,
} from "@/design";
import type { Extension } from "@/extensions";
import type { LabelingContext } from "../context";
import { PanelBoundary } from "./PanelBoundary";
import styles from "./frame.module.css";

interface ExtensionCardProps {
  extension: Extension;
  context: LabelingContext;
  closed: boolean;
  /** Height in px the person gave it. */
  height: number | undefined;
  /** Being dragged. */
  dragged: boolean;
  isFirst: boolean;
  isLast: boolean;
  slotRef: (part: "body" | "after", element: HTMLElement | null) => void;
  onToggle: () => void;
  /** One place up or down. */
  onMove: (by: 1 | -1) => void;
  /** Absent for panels that cannot be switched off. */
  onHide: (() => void) | undefined;
  onHeight: (height: number) => void;
  onGrab: (event: PointerEvent<HTMLButtonElement>) => void;
}

/** The frame of one panel: title, place, open or closed, height. Its content comes from the registry or the workspace. */
export function ExtensionCard(props: ExtensionCardProps) {
  const { extension, context, closed, height, dragged, slotRef, onToggle, onMove, onGrab } = props;
  const { t } = useTranslation();
  const bodyId = useId();
  const body = useRef<HTMLDivElement>(null);
  const after = useRef<HTMLSpanElement>(null);
  const title = t(extension.titleKey);
  const Chevron = closed ? IconChevronRight : IconChevronDown;
  const { Body, Badge } = extension;

  useEffect(() => {
    slotRef("body", body.current);
    slotRef("after", after.current);
    return () => {
      slotRef("body", null);
      slotRef("after", null);
    };
    // The elements stay the same as long as the card does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const handleGripKey = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    onMove(by);
  };
  /** The browser's own corner changes the height; keep what it was left at. */
  const handleRelease = () => {
    const given = body.current?.style.height;
    if (given && Number.parseInt(given) !== height) props.onHeight(Number.parseInt(given));
  };

  return (
    <section
      id={`labeling-${extension.card}`}
      className={styles.card}
      data-dragged={dragged ? "" : undefined}
      aria-label={title}
      tabIndex={-1}
    >
      <header className={styles.cardHeader}>
        <button
          type="button"
          className={styles.cardGrip}
          aria-label={t("extensions.move", { name: title })}
          title={t("extensions.moveHint")}
          onPointerDown={onGrab}
          onKeyDown={handleGripKey}
        >
          <IconGrip size={12} aria-hidden />
        </button>
        <button
          type="button"
          className={styles.cardToggle}
          aria-expanded={!closed}
          aria-controls={bodyId}
          aria-label={t(closed ? "labeling.expand" : "labeling.collapse", { name: title })}
          onClick={onToggle}
        >
          <Chevron size={13} aria-hidden />
          <span>{title}</span>
        </button>
        {Badge && <Badge context={context} />}
        <span ref={after} className={styles.cardAfter} />
        <Menu
          position="bottom-end"
          trigger={
            <IconButton
              icon={IconMore}
              size="small"
              tooltip={false}
              label={t("extensions.menu", { name: title })}
            />
          }
          items={[
            {
              label: t("extensions.up"),
              icon: IconArrowUp,
              disabled: props.isFirst,
              onSelect: () => onMove(-1),
            },
            {
              label: t("extensions.down"),
              icon: IconArrowDown,
              disabled: props.isLast,
              onSelect: () => onMove(1),
            },
            ...(props.onHide
              ? [{ label: t("extensions.hide"), icon: IconClose, onSelect: props.onHide }]
              : []),
          ]}
        />
      </header>
      <div
        id={bodyId}
        ref={body}
        className={styles.cardBody}
        hidden={closed}
        data-sized={height ? "" : undefined}
        style={height ? { height } : undefined}
        onPointerUp={handleRelease}
      >
        {Body && !closed && (
          <PanelBoundary>
            <Suspense fallback={<Skeleton height={extension.height} />}>
              <Body context={context} />
            </Suspense>
          </PanelBoundary>
        )}
      </div>
    </section>
  );
}
