import { afterEach, describe, expect, it, vi } from "vitest";
import { handleKey } from "./dispatcher";
import { allActions, enterScope, registerActions, setOwnKeys, shortcutsOf, type Action } from "./registry";

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
  setOwnKeys({});
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
    setOwnKeys({ a: "alt+s" });
    expect(shortcutsOf(entry)).toEqual(["Alt+S"]);
    press("s", document.body, { ctrlKey: true });
    expect(run).not.toHaveBeenCalled();
    setOwnKeys({ a: "" });
    expect(shortcutsOf(entry)).toEqual([]);
  });

  it("are gone with their component", () => {
    action("a");
    undo.pop()?.();
    expect(allActions().map((entry) => entry.id)).toEqual([]);
  });
});
