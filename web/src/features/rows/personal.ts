/** How a person likes to work with rows: kept on this device at once and in the account a moment later. */

import { useEffect, useSyncExternalStore } from "react";
import { UPDATE_PROFILE } from "@/api/account";
import { mutate } from "@/api/client";
import { useSession } from "@/app/session";
import type { ColumnLayout } from "./table/columns";

export interface Personal {
  /** Submit at once when a row asks a single question that one key answers. */
  autoAdvance: boolean;
  /** Open the next file when a document's answers are submitted. */
  jumpToNext: boolean;
  /** Widths, order and frozen columns, by project; those used last come last. */
  columns: [string, ColumnLayout][];
  /** When it was changed, so that the newer of two devices wins. */
  at: number;
}

const KEEP_PROJECTS = 30;
const SEND_AFTER = 1500;
const DEFAULTS: Personal = { autoAdvance: true, jumpToNext: true, columns: [], at: 0 };

const keyOf = (userId: string): string => `gloss.rows.personal.${userId}`;

/** Unknown or damaged parts fall back to the defaults. */
export function readPersonal(value: unknown): Personal {
  if (typeof value !== "object" || value === null) return DEFAULTS;
  const { autoAdvance, jumpToNext, columns, at } = value as Record<string, unknown>;
  return {
    autoAdvance: typeof autoAdvance === "boolean" ? autoAdvance : DEFAULTS.autoAdvance,
    jumpToNext: typeof jumpToNext === "boolean" ? jumpToNext : DEFAULTS.jumpToNext,
    columns: Array.isArray(columns)
      ? columns.filter(
          (entry): entry is [string, ColumnLayout] =>
            Array.isArray(entry) &&
            typeof entry[0] === "string" &&
            typeof entry[1] === "object" &&
            entry[1] !== null,
        )
      : [],
    at: typeof at === "number" ? at : 0,
  };
}

function stored(userId: string): Personal {
  try {
    return readPersonal(JSON.parse(localStorage.getItem(keyOf(userId)) ?? "null"));
  } catch {
    return DEFAULTS;
  }
}

let current: { userId: string; personal: Personal } | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function personalOf(userId: string): Personal {
  if (current?.userId !== userId) current = { userId, personal: stored(userId) };
  return current.personal;
}

function keepHere(userId: string, personal: Personal): void {
  current = { userId, personal };
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify(personal));
  } catch {
    // Storage may be forbidden; the account still remembers.
  }
  for (const listener of listeners) listener();
}

function keepInAccount(personal: Personal): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    // Offline the choice lasts on this device.
    mutate(UPDATE_PROFILE, { input: { preferences: { rows: personal } } }).catch(() => undefined);
  }, SEND_AFTER);
}

/** The person's own settings of row work, and the way to change some of them. */
export function usePersonal(): [Personal, (change: Partial<Omit<Personal, "at">>) => void] {
  const { me } = useSession();
  const userId = me.id ?? "";
  const personal = useSyncExternalStore(subscribe, () => personalOf(userId));
  const account = (me.preferences as { rows?: unknown } | null | undefined)?.rows;
  useEffect(() => {
    const other = readPersonal(account);
    if (other.at > personalOf(userId).at) keepHere(userId, other);
  }, [userId, account]);
  const change = (next: Partial<Omit<Personal, "at">>) => {
    const whole = { ...personalOf(userId), ...next, at: Date.now() };
    keepHere(userId, whole);
    keepInAccount(whole);
  };
  return [personal, change];
}

/** The layouts with one project's put last; those not used for long are dropped. */
export function withLayout(
  columns: Personal["columns"],
  projectId: string,
  layout: ColumnLayout,
): Personal["columns"] {
  return [...columns.filter(([id]) => id !== projectId), [projectId, layout] as [string, ColumnLayout]].slice(
    -KEEP_PROJECTS,
  );
}
