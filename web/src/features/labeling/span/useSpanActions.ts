/** The named commands of the text editor: keys, command palette and shortcut list come from here. */

import { useTranslation } from "react-i18next";

import { useActions, useScope, type Action } from "@/actions";
import { cycleSpans, targets } from "@/editor/session/lookup";
import type { Navigator } from "@/editor/session/navigator";
import type { EditorSession } from "@/editor/session/session";
import type { LabelingContext } from "../context";
import { conflictsOfLine } from "./menuItems";

interface SpanActionOptions {
  context: LabelingContext;
  session: EditorSession;
  navigator: Navigator;
  onGoToLine: () => void;
}

const GO = { sectionKey: "labeling.sections.go", scope: "canvas.labeling" } as const;
const LABEL = { sectionKey: "labeling.sections.label", scope: "canvas.labeling" } as const;
const REVIEW = { sectionKey: "labeling.sections.review", scope: "canvas.labeling" } as const;

export function useSpanActions({ context, session, navigator, onGoToLine }: SpanActionOptions): void {
  const { t } = useTranslation();
  const { notify } = context;
  useScope("canvas.labeling");

  const jump = (found: Promise<boolean>, missing: string) => async () => {
    if (!(await found)) notify(t(missing));
  };
  const go = (
    id: string,
    shortcut: string | string[],
    find: () => Promise<boolean>,
    missing: string,
  ): Action => ({
    ...GO,
    id: `labeling.${id}`,
    labelKey: `labeling.actions.${id}`,
    shortcut,
    run: () => jump(find(), missing)(),
  });
  const palette = () => {
    if (session.readOnly) return;
    if (session.unit === "token" && !session.selection && !session.selectedHash && !session.arrow.active)
      session.moveTo(session.caret, false);
    if (!session.searching) session.typeAhead = "";
    session.searching = true;
    session.changed();
  };
  const decide = (accepted: boolean) => session.resolveLabels(targets(session), accepted);
  const decideLine = (accepted: boolean) =>
    session.resolveLabels(conflictsOfLine(session, session.caret.line), accepted);
  const { reviewer } = session;

  useActions([
    {
      ...GO,
      id: "labeling.goToLine",
      labelKey: "labeling.actions.goToLine",
      shortcut: "Mod+G",
      run: onGoToLine,
    },
    go("nextSpan", "N", () => navigator.nextSpan(1), "labeling.noSpan"),
    go("previousSpan", "P", () => navigator.nextSpan(-1), "labeling.noSpan"),
    go("nextUnlabeled", "Alt+Down", () => navigator.nextUnlabeledLine(1), "labeling.noUnlabeled"),
    go("previousUnlabeled", "Alt+Up", () => navigator.nextUnlabeledLine(-1), "labeling.noUnlabeled"),
    {
      ...LABEL,
      id: "labeling.palette",
      labelKey: "labeling.actions.palette",
      shortcut: ["/", "Enter"],
      run: palette,
    },
    {
      ...LABEL,
      id: "labeling.delete",
      labelKey: "labeling.actions.delete",
      shortcut: ["Delete", "Backspace"],
      run: () => session.deleteSelected(),
    },
    {
      ...LABEL,
      id: "labeling.cycle",
      labelKey: "labeling.actions.cycle",
      shortcut: "Alt+.",
      run: () => cycleSpans(session),
    },
    {
      ...LABEL,
      id: "labeling.arrow",
      labelKey: "labeling.actions.arrow",
      shortcut: ["R", "A", "Shift+A"],
      isEnabled: () => session.rules.allowArrows && !session.readOnly,
      run: () => session.arrow.start(),
    },
    ...session.labelSets.slice(0, 5).map((set, index): Action => ({
      ...LABEL,
      id: `labeling.layer${index + 1}`,
      labelKey: "labeling.actions.layer",
      labelValues: { number: index + 1 },
      shortcut: `Alt+${index + 1}`,
      run: () => session.setLayer(set.index),
    })),
    ...(reviewer
      ? [
          go("nextConflict", "Alt+Shift+Right", () => navigator.nextConflict(1), "labeling.noConflict"),
          go("previousConflict", "Alt+Shift+Left", () => navigator.nextConflict(-1), "labeling.noConflict"),
          {
            ...REVIEW,
            id: "labeling.accept",
            labelKey: "labeling.actions.accept",
            shortcut: "Alt+A",
            run: () => decide(true),
          },
          {
            ...REVIEW,
            id: "labeling.reject",
            labelKey: "labeling.actions.reject",
            shortcut: "Alt+R",
            run: () => decide(false),
          },
          {
            ...REVIEW,
            id: "labeling.acceptLine",
            labelKey: "labeling.actions.acceptLine",
            shortcut: "Alt+Shift+A",
            run: () => decideLine(true),
          },
          {
            ...REVIEW,
            id: "labeling.rejectLine",
            labelKey: "labeling.actions.rejectLine",
            shortcut: "Alt+Shift+R",
            run: () => decideLine(false),
          },
        ]
      : []),
  ]);
}
