import { afterEach, describe, expect, it, vi } from "vitest";
import { handleKey } from "./dispatcher";
import { DEFAULT_KEY_MAP, setKeyMap } from "./keymap";
import { allActions, enterScope, registerActions, rivalOf, shortcutsOf, type Action } from "./registry";

const undo: (() => void)[] = [];

function action(id: string, more: Partial<Action> = {}) {
  const run = vi.fn();
  const entry: Action = { id, labelKey: id, sectionKey: "x", scope: "page", run, ...more };
  undo.push(registerActions([entry]));
  return { entry, run };
}

function press(key: string, target: Element = document.body, more: KeyboardEventInit = {}) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  Object.defineProperty(event, "target", { value: target });
  handleKey(event);
  return event;
}

afterEach(() => {
  for (const step of undo.splice(0)) step();
  setKeyMap(DEFAULT_KEY_MAP);
  document.body.replaceChildren();
});

describe("shortcuts", () => {
  it("run the action and take the key from the browser", () => {
    const { run } = action("a", { shortcut: "Mod+S" });
    const event = press("s", document.body, { ctrlKey: true });
    expect(run).toHaveBeenCalledTimes(1);
    expect(event.defaultPrevented).toBe(true);
  });

  it("keep single letters for a canvas scope that is entered", () => {
    const { run } = action("a", { shortcut: "R", scope: "canvas.span" });
    press("r");
    expect(run).not.toHaveBeenCalled();
    const leave = enterScope("canvas.span");
    press("r");
    expect(run).toHaveBeenCalledTimes(1);
    leave();
    press("r");
    expect(run).toHaveBeenCalledTimes(1);
    expect(() => action("b", { shortcut: "R" })).toThrow("b: the single key R needs a canvas scope.");
  });

  it("do not fire while typing, but with Ctrl they do", () => {
    const input = document.body.appendChild(document.createElement("input"));
    undo.push(enterScope("canvas"));
    const letter = action("a", { shortcut: "R", scope: "canvas" });
    const withMod = action("b", { shortcut: "Mod+Enter" });
    press("r", input);
    press("Enter", input, { ctrlKey: true });
    expect(letter.run).not.toHaveBeenCalled();
    expect(withMod.run).toHaveBeenCalledTimes(1);
  });

  it("leave page keys to an open dialog", () => {
    const dialog = document.body.appendChild(document.createElement("div"));
    dialog.setAttribute("role", "dialog");
    const page = action("a", { shortcut: "Alt+N" });
    const global = action("b", { shortcut: "Mod+K", scope: "global" });
    press("n", dialog, { altKey: true, code: "KeyN" });
    press("k", dialog, { ctrlKey: true });
    expect(page.run).not.toHaveBeenCalled();
    expect(global.run).toHaveBeenCalledTimes(1);
  });

  it("prefer the innermost scope, then the newest, and skip what is disabled", () => {
    const global = action("g", { shortcut: "Mod+J", scope: "global" });
    const old = action("p", { shortcut: "Mod+J" });
    const newest = action("q", { shortcut: "Mod+J" });
    const off = action("r", { shortcut: "Mod+J", isEnabled: () => false });
    press("j", document.body, { ctrlKey: true });
    expect([global, old, newest, off].map(({ run }) => run.mock.calls.length)).toEqual([0, 0, 1, 0]);
  });

  it("follow the person's own keys", () => {
    const { entry, run } = action("a", { shortcut: "Mod+S" });
    setKeyMap({ ...DEFAULT_KEY_MAP, changes: { a: ["alt+s", "F2"] } });
    expect(shortcutsOf(entry)).toEqual(["Alt+S", "F2"]);
    press("s", document.body, { ctrlKey: true });
    expect(run).not.toHaveBeenCalled();
    setKeyMap({ ...DEFAULT_KEY_MAP, changes: { a: [] } });
    expect(shortcutsOf(entry)).toEqual([]);
  });

  it("follow the profile where the person changed nothing", () => {
    const { entry } = action("labeling.cycle", { shortcut: "Alt+." });
    setKeyMap({ ...DEFAULT_KEY_MAP, profile: "labelStudio" });
    expect(shortcutsOf(entry)).toEqual(["Alt+.", "Alt+Shift+."]);
    setKeyMap({ ...DEFAULT_KEY_MAP, profile: "labelStudio", changes: { "labeling.cycle": ["F9"] } });
    expect(shortcutsOf(entry)).toEqual(["F9"]);
  });

  it("leave single keys out when they are switched off, but not the list of keys", () => {
    const { entry } = action("a", { shortcut: ["R", "Shift+R", "Alt+R", "Delete"], scope: "canvas" });
    const help = action("b", { shortcut: "?" });
    setKeyMap({ ...DEFAULT_KEY_MAP, singleKeys: false });
    expect(shortcutsOf(entry)).toEqual(["Alt+R", "Delete"]);
    expect(shortcutsOf(help.entry)).toEqual(["?"]);
  });

  it("name the action that has a key already, where both could meet it", () => {
    const first = action("a", { shortcut: "Alt+S" });
    const text = action("b", { shortcut: "Alt+T", scope: "canvas.text" });
    const table = action("c", { scope: "canvas.table" });
    const second = action("d");
    expect(rivalOf(second.entry, "Alt+S")?.id).toBe(first.entry.id);
    expect(rivalOf(first.entry, "Alt+T")?.id).toBe(text.entry.id);
    expect(rivalOf(table.entry, "Alt+T")).toBeUndefined();
    expect(rivalOf(first.entry, "Alt+S")).toBeUndefined();
  });

  it("are gone with their component", () => {
    action("a");
    undo.pop()?.();
    expect(allActions().map((entry) => entry.id)).toEqual([]);
  });
});
