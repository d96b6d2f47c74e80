import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { Kbd } from "@/design";
import styles from "./span.module.css";

export interface ContextItem {
  label: string;
  run: () => void;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
}

interface ContextMenuProps {
  x: number;
  y: number;
  items: (ContextItem | "divider")[];
  onClose: () => void;
}

/** A menu at the pointer: arrow keys, Enter, Esc; closes when anything else is pressed. */
export function ContextMenu({ x, y, items, onClose }: ContextMenuProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const box = root.current;
    if (!box) return;
    box.style.left = `${Math.min(x, window.innerWidth - box.offsetWidth - 8)}px`;
    box.style.top = `${Math.min(y, window.innerHeight - box.offsetHeight - 8)}px`;
    box.querySelector<HTMLElement>("button:not(:disabled)")?.focus();
    const outside = (event: PointerEvent) => {
      if (!box.contains(event.target as Node)) onClose();
    };
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, [x, y, onClose]);

  const handleKey = (event: KeyboardEvent) => {
    const buttons = [...(root.current?.querySelectorAll<HTMLElement>("button:not(:disabled)") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    if (event.key === "ArrowDown") buttons[(at + 1) % buttons.length]?.focus();
    else if (event.key === "ArrowUp") buttons[(at - 1 + buttons.length) % buttons.length]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={root}
      role="menu"
      tabIndex={-1}
      aria-label={t("labeling.menu.title")}
      className={styles.menu}
      onKeyDown={handleKey}
    >
      {items.map((item, index) =>
        item === "divider" ? (
          <hr key={index} className={styles.menuDivider} />
        ) : (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            className={styles.menuItem}
            data-danger={item.danger ? "" : undefined}
            disabled={item.disabled}
            onClick={() => {
              onClose();
              item.run();
            }}
          >
            <span>{item.label}</span>
            {item.shortcut && <Kbd chord={item.shortcut} />}
          </button>
        ),
      )}
    </div>
  );
}
