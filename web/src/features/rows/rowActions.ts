import type { Action } from "@/actions";

interface RowCommands {
  isReview: boolean;
  step: (by: number) => boolean;
  seek: (direction: 1 | -1, state: "unanswered" | "conflict") => Promise<void>;
  focusForm: () => void;
  focusTable: () => void;
  clear: () => void;
}

/** Keys of row labeling; those of the whole screen belong to it. */
export function rowActions({ isReview, step, seek, focusForm, focusTable, clear }: RowCommands): Action[] {
  const go = { sectionKey: "rows.sections.go", scope: "page" } as const;
  const actions: Action[] = [
    { ...go, id: "rows.next", labelKey: "rows.actions.next", shortcut: "Mod+Down", run: () => void step(1) },
    {
      ...go,
      id: "rows.previous",
      labelKey: "rows.actions.previous",
      shortcut: "Mod+Up",
      run: () => void step(-1),
    },
    {
      ...go,
      id: "rows.nextOpen",
      labelKey: "rows.actions.nextOpen",
      shortcut: "Alt+Down",
      run: () => seek(1, "unanswered"),
    },
    {
      ...go,
      id: "rows.previousOpen",
      labelKey: "rows.actions.previousOpen",
      shortcut: "Alt+Up",
      run: () => seek(-1, "unanswered"),
    },
    { ...go, id: "rows.form", labelKey: "rows.actions.form", shortcut: "Alt+Q", run: focusForm },
    { ...go, id: "rows.table", labelKey: "rows.actions.table", shortcut: "Alt+W", run: focusTable },
    { ...go, id: "rows.clear", labelKey: "rows.actions.clear", hidden: true, run: clear },
  ];
  if (!isReview) return actions;
  return [
    ...actions,
    {
      ...go,
      id: "rows.nextConflict",
      labelKey: "rows.actions.nextConflict",
      shortcut: "Alt+Shift+Right",
      run: () => seek(1, "conflict"),
    },
    {
      ...go,
      id: "rows.previousConflict",
      labelKey: "rows.actions.previousConflict",
      shortcut: "Alt+Shift+Left",
      run: () => seek(-1, "conflict"),
    },
  ];
}
