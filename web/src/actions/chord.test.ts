import { describe, expect, it } from "vitest";
import { chordOf, chordParts, isReservedChord, isTypingChord, normalizeChord } from "./chord";

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe("chordOf", () => {
  it.each([
    [press("k", { ctrlKey: true }), "Mod+K"],
    [press("K", { ctrlKey: true, shiftKey: true }), "Mod+Shift+K"],
    [press("?", { shiftKey: true }), "?"],
    [press("!", { shiftKey: true, code: "Digit1" }), "Shift+1"],
    [press("¡", { altKey: true, code: "Digit1" }), "Alt+1"],
    [press("å", { altKey: true, code: "KeyA" }), "Alt+A"],
    [press("ArrowDown", { altKey: true }), "Alt+Down"],
    [press("Enter", { ctrlKey: true, shiftKey: true }), "Mod+Shift+Enter"],
    [press("+"), "+"],
    [press(" "), "Space"],
    [press("Shift", { shiftKey: true }), ""],
  ])("%o is %s", (event, chord) => {
    expect(chordOf(event, false)).toBe(chord);
  });

  it("takes Cmd as Mod on a Mac and keeps Ctrl apart", () => {
    expect(chordOf(press("k", { metaKey: true }), true)).toBe("Mod+K");
    expect(chordOf(press("k", { ctrlKey: true }), true)).toBe("Ctrl+K");
  });
});

it("chords by hand are brought into the same order", () => {
  expect(normalizeChord("shift+mod+k")).toBe("Mod+Shift+K");
  expect(normalizeChord("Mod++")).toBe("Mod++");
});

it("keys are written as on the machine", () => {
  expect(chordParts("Mod+Shift+Up", false)).toEqual(["Ctrl", "Shift", "↑"]);
  expect(chordParts("Mod+K", true)).toEqual(["⌘", "K"]);
});

it("knows what would type a character and what the browser keeps", () => {
  expect(["A", "Shift+1", "?", "Enter"].map(isTypingChord)).toEqual([true, true, true, true]);
  expect(["Mod+A", "Alt+1", "Esc", "F2"].map(isTypingChord)).toEqual([false, false, false, false]);
  expect([isReservedChord("mod+w"), isReservedChord("Mod+K")]).toEqual([true, false]);
});
