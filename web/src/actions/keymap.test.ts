import { describe, expect, it } from "vitest";
import { DEFAULT_KEY_MAP, formatKeyMap, KeyMapError, parseKeyMap, readKeyMap } from "./keymap";

const file = (more: object) =>
  JSON.stringify({ format: "gloss-keymap", version: 1, profile: "prodigy", changes: {}, ...more });

function fault(text: string): unknown {
  try {
    return parseKeyMap(text);
  } catch (error) {
    return error instanceof KeyMapError ? [error.reason, error.values] : error;
  }
}

describe("key map files", () => {
  it("come back as they went out", () => {
    const map = {
      profile: "labelStudio" as const,
      changes: { "rows.next": ["Alt+N"], x: [] },
      singleKeys: false,
    };
    expect(parseKeyMap(formatKeyMap(map))).toEqual(map);
  });

  it("write chords in one way", () => {
    expect(parseKeyMap(file({ changes: { a: ["shift+alt+n", "mod++"] } })).changes).toEqual({
      a: ["Alt+Shift+N", "Mod++"],
    });
  });

  it.each([
    ["{", ["notJson", {}]],
    ["[]", ["notKeyMap", {}]],
    ['{"format":"other","changes":{}}', ["notKeyMap", {}]],
    [file({ profile: "vim" }), ["profile", { name: '"vim"' }]],
    [file({ changes: { a: "Alt+N" } }), ["chord", { id: "a", chord: "" }]],
    [file({ changes: { a: [7] } }), ["chord", { id: "a", chord: "7" }]],
    [file({ changes: { a: ["Mod+W"] } }), ["reserved", { id: "a", chord: "Mod+W" }]],
  ])("say what is wrong with %s", (text, expected) => {
    expect(fault(text)).toEqual(expected);
  });

  it("that are unreadable in the account leave the defaults", () => {
    expect(readKeyMap({ changes: 1 })).toEqual(DEFAULT_KEY_MAP);
    expect(readKeyMap(undefined)).toEqual(DEFAULT_KEY_MAP);
  });
});
