import { act, render, renderHook, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { DesignProvider } from "@/design";
import type { Label } from "@/editor/model/types";
import { Navigator } from "@/editor/session/navigator";
import { EditorSession } from "@/editor/session/session";
import { classOf, modelOf, setOf, span } from "@/editor/testing";
import type { LabelingContext, UndoTarget } from "../context";
import { LabelsCard } from "./LabelsCard";
import { conflictsOf, ReviewCard } from "./ReviewCard";
import { useSpanProgress } from "./useSpanProgress";

const TOWN = classOf("town");
const SETS = [setOf([classOf("person", { kind: "SPAN" }), TOWN, classOf("livesIn", { kind: "ARROW" })])];

async function openSession(labels: Label[] = []): Promise<EditorSession> {
  return new EditorSession({
    model: await modelOf(["Ann lives in Oslo."], () => labels),
    labelSets: SETS,
    rules: { allowMultiLabels: true, maxTokens: 9, allowArrows: true, characterMode: false },
    author: { userId: 1, phase: "LABELER" },
    reviewer: true,
    readOnly: false,
  });
}

/** Cards only look at these parts of the frame. */
const contextOf = (over: Partial<LabelingContext> = {}) =>
  ({
    document: { labelCount: 0 },
    project: { people: [], settings: {} },
    mode: "REVIEWER",
    reportProgress: () => undefined,
    ...over,
  }) as unknown as LabelingContext;

// jsdom lays nothing out: give the lists a height, so that their rows are drawn.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(300);
});
afterEach(() => vi.restoreAllMocks());

describe("undo and redo of the text editor", () => {
  it("can be redone by a key right behind undo, before anything is rendered", async () => {
    const session = await openSession();
    let target: UndoTarget | null = null;
    const context = contextOf({ registerUndo: (_, next) => (target = next ?? target) });
    renderHook(() => useSpanProgress(context, session, 0, 0));
    const registered = target as unknown as UndoTarget;
    expect([registered.canUndo, registered.canRedo]).toEqual([false, false]);
    session.select({ line: 0, offset: 13 }, { line: 0, offset: 17 });
    session.pressClass(0, TOWN);
    expect([registered.canUndo, registered.canRedo]).toEqual([true, false]);
    registered.undo();
    expect([registered.canUndo, registered.canRedo]).toEqual([false, true]);
    registered.redo();
    expect(session.model.labels.size).toBe(1);
  });
});

describe("LabelsCard", () => {
  const keys = () =>
    screen
      .getAllByRole("button")
      .map((row) => [row.title, row.querySelector("kbd")?.textContent ?? ""] as const);
  const show = (session: EditorSession) => (
    <DesignProvider>
      <LabelsCard session={session} version={0} onDone={() => undefined} />
    </DesignProvider>
  );

  it("shows the keys that work now: of arrow classes only while an arrow is labeled", async () => {
    const origin = span(0, 0, 0, "person");
    const session = await openSession([origin]);
    const { rerender } = render(show(session));
    const rows = keys().filter(([title]) => title !== "");
    expect(rows).toEqual([
      ["person", "1"],
      ["town", "2"],
      ["livesIn", ""],
    ]);
    session.selectedHash = "ARROW:livesIn";
    rerender(show(session));
    expect(keys().filter(([title]) => title !== "")).toEqual([
      ["person", ""],
      ["town", "2"],
      ["livesIn", "1"],
    ]);
  });
});

describe("ReviewCard", () => {
  const show = (session: EditorSession) => (
    <DesignProvider>
      <ReviewCard
        context={contextOf()}
        session={session}
        navigator={new Navigator(session)}
        workFrom={{ workers: [], chosen: undefined, choose: () => undefined } as never}
        conflicts={conflictsOf(session)}
      />
    </DesignProvider>
  );

  it("says that there are no conflicts only once all labels are known, and keeps saying it", async () => {
    const session = await openSession();
    session.model.reloadAll(0, 0);
    const { rerender } = render(show(session));
    expect(screen.queryByText("No open conflicts in this file")).toBeNull();
    expect(screen.queryByText("0")).toBeNull();
    expect(screen.getByText("Reading all labels of the file")).toBeInTheDocument();

    await act(() => session.model.ensure(0, 1));
    rerender(show(session));
    expect(screen.getByText("No open conflicts in this file")).toBeInTheDocument();
    expect(screen.getByText("0")).toBeInTheDocument();

    session.model.reloadAll(0, 0);
    rerender(show(session));
    expect(screen.getByText("No open conflicts in this file")).toBeInTheDocument();
  });

  it("lists open decisions in reading order", async () => {
    const late = span(0, 3, 3, "town", { phase: "CONFLICT" });
    const early = span(0, 0, 0, "person", { phase: "CONFLICT" });
    const session = await openSession([late, early, span(0, 1, 1)]);
    expect(conflictsOf(session)).toEqual({ open: [early, late], complete: true });
  });
});
