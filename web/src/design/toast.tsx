import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "./controls/Button";
import { IconClose, IconDone, IconInfo, IconWarning } from "./icons";
import { cx } from "./cx";
import styles from "./toast.module.css";

export interface ToastOptions {
  detail?: string;
  /** A way back or onward, e.g. Undo. */
  action?: { label: string; run: () => void };
  /** How long it stays, in ms; 0 keeps it until closed. Default 5,000, errors 10,000. */
  duration?: number;
}

type Kind = "success" | "error" | "info";

interface ToastEntry extends ToastOptions {
  id: number;
  kind: Kind;
  message: string;
}

let entries: readonly ToastEntry[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly ToastEntry[]): void {
  entries = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  publish(entries.filter((entry) => entry.id !== id));
}

function show(kind: Kind, message: string, options: ToastOptions = {}): void {
  const id = nextId++;
  publish([...entries.slice(-3), { id, kind, message, ...options }]);
  const duration = options.duration ?? (kind === "error" ? 10_000 : 5_000);
  if (duration > 0) setTimeout(() => dismiss(id), duration);
}

/** Short messages about what just happened. */
export const toast = {
  success: (message: string, options?: ToastOptions) => show("success", message, options),
  info: (message: string, options?: ToastOptions) => show("info", message, options),
  /** Shows an error's own message; it must say how to mend it. */
  error: (error: unknown, options?: ToastOptions) =>
    show("error", error instanceof Error ? error.message : String(error), options),
};

const ICONS = { success: IconDone, error: IconWarning, info: IconInfo };

export function ToastHost() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => entries,
  );
  return (
    <div className={styles.host} role="region" aria-label={t("common.notifications")} aria-live="polite">
      {shown.map((entry) => {
        const Icon = ICONS[entry.kind];
        return (
          <div key={entry.id} className={styles.toast} role={entry.kind === "error" ? "alert" : "status"}>
            <Icon size={16} aria-hidden className={cx(styles.icon, styles[entry.kind])} />
            <div className={styles.text}>
              {entry.message}
              {entry.detail && <div className={styles.detail}>{entry.detail}</div>}
            </div>
            {entry.action && (
              <Button
                size="small"
                onClick={() => {
                  entry.action?.run();
                  dismiss(entry.id);
                }}
              >
                {entry.action.label}
              </Button>
            )}
            <IconButton
              icon={IconClose}
              size="small"
              label={t("common.close")}
              tooltip={false}
              onClick={() => dismiss(entry.id)}
            />
          </div>
        );
      })}
    </div>
  );
}
