import { useCallback, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import styles from "./frame.module.css";

interface SidePanelProps {
  children: ReactNode;
  onClose: () => void;
}

const KEY = "gloss.labeling.panelWidth";
const LEAST = 232;
const MOST = 560;
const USUAL = 300;
const STEP = 16;

const clamp = (width: number) => Math.max(LEAST, Math.min(MOST, width));

function storedWidth(): number {
  try {
    return clamp(Number(localStorage.getItem(KEY)) || USUAL);
  } catch {
    return USUAL;
  }
}

/** The extensions right of the text. Its width is remembered; on a phone it covers the text. */
export function SidePanel({ children, onClose }: SidePanelProps) {
  const { t } = useTranslation();
  const [width, setWidth] = useState(storedWidth);
  const drag = useRef<{ x: number; width: number } | null>(null);

  const change = useCallback((next: number) => {
    setWidth(clamp(next));
    try {
      localStorage.setItem(KEY, String(clamp(next)));
    } catch {
      // Storage may be forbidden; the width then lasts for this visit.
    }
  }, []);

  const handleDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width };
  };
  const handleMove = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current) change(drag.current.width + drag.current.x - event.clientX);
  };
  const handleKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? STEP : event.key === "ArrowRight" ? -STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    change(width + step);
  };

  return (
    <>
      <button type="button" className={styles.scrim} aria-label={t("labeling.hidePanel")} onClick={onClose} />
      <aside className={styles.panel} aria-label={t("labeling.panel")} style={{ width }}>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator with a value is a control */}
        <div
          className={styles.grip}
          role="separator"
          aria-orientation="vertical"
          aria-label={t("labeling.resizePanel")}
          aria-valuenow={width}
          aria-valuemin={LEAST}
          aria-valuemax={MOST}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
          tabIndex={0}
          onPointerDown={handleDown}
          onPointerMove={handleMove}
          onPointerUp={() => (drag.current = null)}
          onKeyDown={handleKey}
        />
        <div className={styles.cards}>{children}</div>
      </aside>
    </>
  );
}
