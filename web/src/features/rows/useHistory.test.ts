import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { UndoTarget } from "@/features/labeling/context";
import { useHistory } from "./useHistory";

it("knows at once what can be undone and redone, however fast the keys come", () => {
  const performed: string[] = [];
  const targets: (UndoTarget | null)[] = [];
  const context = {
    registerUndo: (_: object, target: UndoTarget | null) => void targets.push(target),
    readOnly: false,
  };
  const perform = (change: string) => void performed.push(change);
  const { result, unmount } = renderHook(() => useHistory<string>(context, perform));
  expect(targets).toEqual([]);
  act(() => result.current({ forward: "a", back: "not a", name: "A" }));
  const [first] = targets;
  if (!first) throw new Error("nothing was registered");
  const seen: boolean[][] = [];
  act(() => {
    result.current({ forward: "b", back: "not b", name: "B" });
    // Nothing is rendered before this block ends.
    for (const step of [first.undo, first.undo, first.redo, first.redo]) {
      step();
      seen.push([first.canUndo, first.canRedo]);
    }
  });
  expect(performed).toEqual(["not b", "not a", "a", "b"]);
  expect(seen).toEqual([
    [true, true],
    [false, true],
    [true, true],
    [true, false],
  ]);
  expect(targets.at(-1)).toMatchObject({ undoName: "B", canUndo: true, canRedo: false });
  unmount();
  expect(targets.at(-1)).toBeNull();
});

it("offers nothing where nothing may be written", () => {
  const targets: (UndoTarget | null)[] = [];
  const context = {
    registerUndo: (_: object, target: UndoTarget | null) => void targets.push(target),
    readOnly: true,
  };
  const { result } = renderHook(() => useHistory<string>(context, () => undefined));
  act(() => result.current({ forward: "a", back: "b", name: "A" }));
  expect(targets.at(-1)).toMatchObject({ canUndo: false, canRedo: false });
});
