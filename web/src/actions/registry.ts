import { useEffect, useRef, useSyncExternalStore } from "react";
import type { IconComponent } from "@/design/icons";
import { normalizeChord, isTypingChord, type Chord } from "./chord";
import { isChordOn, mappedChords, onKeyMap } from "./keymap";

/**
 * Where an action's keys work. `global` always, `page` while its page is shown; names that start
 * with `canvas` only while that scope is entered (see {@link useScope}), and only these may use
 * single letters.
 */
export type Scope = "global" | "page" | `canvas${string}`;

/** One user command. Menus, buttons, palette and keys all render the same object. */
export interface Action {
  /** Stable, e.g. `project.archive`; the person's own key is stored under it. */
  id: string;
  /** Key in the catalogue. */
  labelKey: string;
  labelValues?: Record<string, unknown>;
  /** Heading in the palette and in the shortcut list; key in the catalogue. */
  sectionKey: string;
  icon?: IconComponent;
  shortcut?: Chord | readonly Chord[];
  scope: Scope;
  /** Extra words the palette finds it by. */
  keywords?: string;
  /** Left out of the palette, e.g. cursor movement. */
  hidden?: boolean;
  isEnabled?: () => boolean;
  run: () => void | Promise<void>;
}

let registered: readonly Action[] = [];
const listeners = new Set<() => void>();
const scopes = new Map<Scope, number>();

function publish(next: readonly Action[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function checkShortcut({ id, scope, shortcut = [] }: Action): void {
  for (const chord of (typeof shortcut === "string" ? [shortcut] : shortcut).map(normalizeChord)) {
    if (isTypingChord(chord) && chord !== "?" && chord !== "/" && !scope.startsWith("canvas")) {
      throw new Error(`${id}: the single key ${chord} needs a canvas scope.`);
    }
  }
}

/** Make actions known. Returns the way to take them back. A later action wins over an earlier one of the same key. */
export function registerActions(actions: readonly Action[]): () => void {
  for (const action of actions) checkShortcut(action);
  publish([...registered, ...actions]);
  return () => publish(registered.filter((action) => !actions.includes(action)));
}

export function allActions(): readonly Action[] {
  return registered;
}

export function findAction(id: string): Action | undefined {
  return registered.findLast((action) => action.id === id);
}

export function isEnabled(action: Action): boolean {
  return action.isEnabled?.() ?? true;
}

/** Enter a scope from outside React. Returns the way to leave it. */
export function enterScope(scope: Scope): () => void {
  scopes.set(scope, (scopes.get(scope) ?? 0) + 1);
  return () => {
    const left = (scopes.get(scope) ?? 1) - 1;
    if (left <= 0) scopes.delete(scope);
    else scopes.set(scope, left);
  };
}

export function isScopeActive(scope: Scope): boolean {
  return scope === "global" || scope === "page" || scopes.has(scope);
}

/** Enter a scope while the component is shown and `active`. */
export function useScope(scope: Scope, active = true): void {
  useEffect(() => (active ? enterScope(scope) : undefined), [scope, active]);
}

/** The actions known now, for menus and overlays. */
export function useRegisteredActions(): readonly Action[] {
  return useSyncExternalStore(subscribe, allActions);
}

/**
 * Register actions while the component is shown. `run` and `isEnabled` always see the newest
 * props; the list itself is read again when the ids or keys change.
 */
export function useActions(actions: readonly Action[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const shape = JSON.stringify(
    actions.map((a) => [a.id, a.labelKey, a.labelValues, a.shortcut, a.scope, a.hidden]),
  );
  useEffect(() => {
    const current = (id: string) => latest.current.find((action) => action.id === id);
    return registerActions(
      latest.current.map((action) => ({
        ...action,
        isEnabled: () => current(action.id)?.isEnabled?.() ?? true,
        run: () => current(action.id)?.run(),
      })),
    );
  }, [shape]);
}

/** The chords that run an action: the person's own ones, else the profile's, else the defaults. */
export function shortcutsOf(action: Action): Chord[] {
  return chordsOf(action).filter(isChordOn);
}

/** The same without regard to single keys being switched off. */
export function chordsOf(action: Action): Chord[] {
  const { shortcut = [] } = action;
  const chords = mappedChords(action.id) ?? (typeof shortcut === "string" ? [shortcut] : shortcut);
  return chords.map(normalizeChord);
}

const overlaps = (one: Scope, other: Scope) =>
  one === other || !one.startsWith("canvas") || !other.startsWith("canvas");

/**
 * Another known action that the chord runs already at a place where `action` works too.
 * A canvas key goes before a page key, so the answer is a warning, not a fault.
 */
export function rivalOf(action: Action, chord: Chord): Action | undefined {
  return registered.find(
    (known) =>
      known.id !== action.id && overlaps(known.scope, action.scope) && chordsOf(known).includes(chord),
  );
}

onKeyMap(() => publish([...registered]));
