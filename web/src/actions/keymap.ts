/**
 * The person's keys: a profile (a whole set of defaults) and single changes on
 * top of it. Kept on the device and, by the app, in the account.
 */

import { isReservedChord, isTypingChord, normalizeChord, type Chord } from "./chord";
import { PROFILES, type ProfileName } from "./profiles";

/** Chords by action id; an empty list switches the keys of an action off. */
export type KeyChanges = Record<string, readonly Chord[]>;

export interface KeyMap {
  profile: ProfileName;
  changes: KeyChanges;
  /** False: keys without Ctrl or Alt do nothing but in fields (WCAG 2.1.4). */
  singleKeys: boolean;
}

export const DEFAULT_KEY_MAP: KeyMap = { profile: "gloss", changes: {}, singleKeys: true };

const STORE = "gloss.keymap";
const FORMAT = "gloss-keymap";
const MAX_ACTIONS = 1000;
const MAX_CHORDS = 8;

const listeners = new Set<() => void>();
let current: KeyMap | undefined;

/** Thrown by {@link parseKeyMap}; `reason` is a key of the catalogue, `values` fill it. */
export class KeyMapError extends Error {
  constructor(
    readonly reason: "notJson" | "notKeyMap" | "profile" | "chord" | "reserved" | "tooMany",
    readonly values: Record<string, string> = {},
  ) {
    super(reason);
  }
}

export function keyMap(): KeyMap {
  current ??= readStored();
  return current;
}

/** Replace profile, changes or both; every listener hears of it. */
export function setKeyMap(next: KeyMap): void {
  current = next;
  try {
    localStorage.setItem(STORE, formatKeyMap(next));
  } catch {
    // Storage may be forbidden; the keys then last for this visit.
  }
  for (const listener of listeners) listener();
}

export function onKeyMap(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The chords the map gives an action, or undefined where its own defaults hold. */
export function mappedChords(actionId: string): readonly Chord[] | undefined {
  const { profile, changes } = keyMap();
  return changes[actionId] ?? PROFILES[profile].keys[actionId];
}

/** False for a key that writes a character while the person wants no such keys. `?` always works. */
export function isChordOn(chord: Chord): boolean {
  return keyMap().singleKeys || chord === "?" || !isSingleKey(chord);
}

function isSingleKey(chord: Chord): boolean {
  return isTypingChord(chord) && chord.replace(/^Shift\+/, "").length === 1;
}

/** The file of a key map, to take to another machine or person. */
export function formatKeyMap(map: KeyMap): string {
  return `${JSON.stringify({ format: FORMAT, version: 1, ...map }, null, 2)}\n`;
}

/** Read the file of a key map. Throws {@link KeyMapError} that names the entry at fault. */
export function parseKeyMap(text: string): KeyMap {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new KeyMapError("notJson");
  }
  if (!isRecord(value) || value.format !== FORMAT || !isRecord(value.changes))
    throw new KeyMapError("notKeyMap");
  const profile = value.profile ?? "gloss";
  if (typeof profile !== "string" || !Object.hasOwn(PROFILES, profile))
    throw new KeyMapError("profile", { name: JSON.stringify(profile) });
  const entries = Object.entries(value.changes);
  if (entries.length > MAX_ACTIONS) throw new KeyMapError("tooMany");
  const changes = Object.fromEntries(entries.map(([id, chords]) => [id, readChords(id, chords)]));
  return { profile: profile as ProfileName, changes, singleKeys: value.singleKeys !== false };
}

function readChords(id: string, value: unknown): Chord[] {
  if (!Array.isArray(value) || value.length > MAX_CHORDS) throw new KeyMapError("chord", { id, chord: "" });
  return value.map((item: unknown) => {
    if (typeof item !== "string" || item === "" || item.length > 40)
      throw new KeyMapError("chord", { id, chord: JSON.stringify(item) });
    if (isReservedChord(item)) throw new KeyMapError("reserved", { id, chord: item });
    return normalizeChord(item);
  });
}

/** Read what a device or an account kept; anything unreadable gives the defaults. */
export function readKeyMap(kept: unknown): KeyMap {
  try {
    return parseKeyMap(typeof kept === "string" ? kept : JSON.stringify(kept));
  } catch {
    return DEFAULT_KEY_MAP;
  }
}

function readStored(): KeyMap {
  try {
    return readKeyMap(localStorage.getItem(STORE) ?? "");
  } catch {
    return DEFAULT_KEY_MAP;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
