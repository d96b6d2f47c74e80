import { useMantineColorScheme, type MantineColorSchemeManager } from "@mantine/core";
import { useSyncExternalStore } from "react";

export type Scheme = "auto" | "light" | "dark";
export type Contrast = "normal" | "high";

const SCHEME_KEY = "gloss.scheme";
const CONTRAST_KEY = "gloss.contrast";
const listeners = new Set<() => void>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage may be forbidden; the choice then lasts for this visit.
  }
}

function prefersContrast(): boolean {
  return window.matchMedia("(prefers-contrast: more)").matches;
}

function currentContrast(): Contrast {
  const stored = read(CONTRAST_KEY);
  if (stored === "high" || stored === "normal") return stored;
  return prefersContrast() ? "high" : "normal";
}

let contrast: Contrast = "normal";

/** Apply the stored appearance before the first paint. */
export function applyStoredAppearance(): void {
  contrast = currentContrast();
  document.documentElement.dataset.contrast = contrast;
}

function setContrast(next: Contrast): void {
  contrast = next;
  write(CONTRAST_KEY, next);
  document.documentElement.dataset.contrast = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keeps the chosen scheme in local storage under our own key. */
export const appearanceManager: MantineColorSchemeManager = {
  get: (fallback) => (read(SCHEME_KEY) as Scheme | null) ?? fallback,
  set: (value) => write(SCHEME_KEY, value),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => write(SCHEME_KEY, "auto"),
};

/** The chosen light or dark scheme and contrast, and how to change them. */
export function useAppearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const current = useSyncExternalStore(subscribe, () => contrast);
  return { scheme: colorScheme as Scheme, setScheme: setColorScheme, contrast: current, setContrast };
}

/** The scheme on screen right now. */
export function useIsDark(): boolean {
  const { colorScheme } = useMantineColorScheme();
  if (colorScheme !== "auto") return colorScheme === "dark";
  return window.matchMedia("(prefers-color-scheme: dark)").matches;
}
