/** A key chord: modifiers in the order Mod, Ctrl, Alt, Shift, then the key, joined by `+`, e.g. `Mod+Shift+K`. */
export type Chord = string;

const NAMES: Record<string, string> = {
  " ": "Space",
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  Escape: "Esc",
};

const SYMBOLS: Record<string, string> = {
  Up: "↑",
  Down: "↓",
  Left: "←",
  Right: "→",
  Enter: "↵",
};

const MAC_SYMBOLS: Record<string, string> = { ...SYMBOLS, Mod: "⌘", Ctrl: "⌃", Alt: "⌥", Shift: "⇧" };

export function isMac(): boolean {
  return typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.platform);
}

type KeyLike = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

function keyName(event: KeyLike): string {
  const named = NAMES[event.key];
  if (named) return named;
  // With Alt or Shift the key value is often another sign; the physical key says which was meant.
  if (event.altKey && /^Key[A-Z]$/.test(event.code)) return event.code.slice(3);
  if ((event.altKey || event.shiftKey) && /^Digit\d$/.test(event.code) && event.key !== "?")
    return event.code.slice(5);
  return event.key.length === 1 ? event.key.toUpperCase() : event.key;
}

/** The chord a key event stands for. Modifier keys alone give an empty chord. */
export function chordOf(event: KeyLike, mac = isMac()): Chord {
  if (["Control", "Meta", "Alt", "Shift", "AltGraph", "CapsLock"].includes(event.key)) return "";
  const key = keyName(event);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const parts: string[] = [];
  if (mod) parts.push("Mod");
  if (mac && event.ctrlKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  // Shift is part of signs such as "?" already.
  if (event.shiftKey && (key.length > 1 || /[\p{L}\d]/u.test(key))) parts.push("Shift");
  return [...parts, key].join("+");
}

/** Split at `+`, where a trailing `+` is the plus key itself. */
function split(chord: Chord): string[] {
  return chord.endsWith("+") ? [...chord.slice(0, -2).split("+").filter(Boolean), "+"] : chord.split("+");
}

/** Bring a chord written by hand into the form {@link chordOf} makes. */
export function normalizeChord(chord: Chord): Chord {
  const parts = split(chord);
  const key = parts.pop() ?? "";
  const order = ["Mod", "Ctrl", "Alt", "Shift"];
  const modifiers = order.filter((name) => parts.some((part) => part.toLowerCase() === name.toLowerCase()));
  return [...modifiers, key.length === 1 ? key.toUpperCase() : key].join("+");
}

/** The keys of a chord as written on this machine's keyboard. */
export function chordParts(chord: Chord, mac = isMac()): string[] {
  const symbols = mac ? MAC_SYMBOLS : SYMBOLS;
  return split(chord).map((part) => symbols[part] ?? (part === "Mod" ? "Ctrl" : part));
}

/** True for chords that also write a character, which must not fire while typing. */
export function isTypingChord(chord: Chord): boolean {
  return !/^(Mod|Ctrl|Alt)\+/.test(chord) && !/^(Esc|F\d+)$/.test(chord);
}

/** Chords browsers keep for themselves; a page cannot or should not take them. */
const RESERVED = new Set([
  "Mod+W",
  "Mod+T",
  "Mod+N",
  "Mod+Q",
  "Mod+Shift+T",
  "Mod+Shift+N",
  "Mod+L",
  "Mod+R",
  "F5",
  "F11",
  "F12",
]);

export function isReservedChord(chord: Chord): boolean {
  return RESERVED.has(normalizeChord(chord));
}
