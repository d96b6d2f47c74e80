import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { UndoTarget } from "./context";
import { useUndoTargets } from "./useUndoTargets";

const target = (undoName: string): UndoTarget => ({
  undoName,
  canUndo: true,
  canRedo: false,
  undo: () => undefined,
  redo: () => undefined,
});

it("acts on what was done last, and falls back when that part of the screen closes", () => {
  const { result } = renderHook(() => useUndoTargets());
  const shown = () => result.current[0]?.undoName;
  const register = (owner: object, offered: UndoTarget | null) =>
    act(() => result.current[1](owner, offered));
  const [rows, questions] = [{}, {}];
  expect(shown()).toBeUndefined();
  register(rows, target("row 1"));
  register(questions, target("answers"));
  expect(shown()).toBe("answers");
  register(rows, target("row 2"));
  expect(shown()).toBe("row 2");
  register(questions, target("answers again"));
  register(questions, null);
  expect(shown()).toBe("row 2");
  register(rows, null);
  expect(shown()).toBeUndefined();
});
