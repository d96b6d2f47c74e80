import type { Action } from "@/actions";

interface RowCommands {
  isReview: boolean;
  readOnly: boolean;
  /** Several rows are chosen: keys of a single row rest. */
  isMany: boolean;
  step: (by: number) => void;
  seek: (direction: 1 | -1, state: "unanswered" | "conflict") => Promise<void>;
  submit: () => void;
  choose: (place: number) => void;
  copyPrevious: () => Promise<void>;
  deleteAnswers: () => void;
  acceptAgreed: () => void;
  focusForm: () => void;
  focusTable: () => void;
  search: () => void;
  clear: () => void;
}

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const EDITABLE =
  "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";

const isTyping = (): boolean => document.activeElement?.matches(EDITABLE) ?? false;

/** Keys of row labeling; those of the whole screen belong to it. Single keys act outside of text fields. */
export function rowActions(commands: RowCommands): Action[] {
  const { isReview, readOnly, isMany, step, seek } = commands;
  const go = { sectionKey: "rows.sections.go", scope: "page" } as const;
  const key = { sectionKey: "rows.sections.answer", scope: "canvas.rows" } as const;
  const canWrite = () => !readOnly;
  const canAnswer = () => !readOnly && !isMany;
  const moves: Action[] = [
    { ...go, id: "rows.next", labelKey: "rows.actions.next", shortcut: "Mod+Down", run: () => step(1) },
    {
      ...go,
      id: "rows.previous",
      labelKey: "rows.actions.previous",
      shortcut: "Mod+Up",
      run: () => step(-1),
    },
    {
      ...go,
      id: "rows.nextKey",
      labelKey: "rows.actions.next",
      scope: "canvas.rows",
      shortcut: ["]", "Mod+Right"],
      hidden: true,
      isEnabled: () => !isTyping(),
      run: () => step(1),
    },
    {
      ...go,
      id: "rows.previousKey",
      labelKey: "rows.actions.previous",
      scope: "canvas.rows",
      shortcut: ["[", "Mod+Left"],
      hidden: true,
      isEnabled: () => !isTyping(),
      run: () => step(-1),
    },
    { ...go, id: "rows.skip", labelKey: "rows.actions.skip", shortcut: "Mod+Space", run: () => step(1) },
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
    { ...go, id: "rows.form", labelKey: "rows.actions.form", shortcut: "Alt+Q", run: commands.focusForm },
    { ...go, id: "rows.table", labelKey: "rows.actions.table", shortcut: "Alt+W", run: commands.focusTable },
    { ...go, id: "rows.search", labelKey: "rows.actions.search", shortcut: "Alt+F", run: commands.search },
    {
      ...go,
      id: "rows.clear",
      labelKey: "rows.actions.clear",
      shortcut: "Esc",
      hidden: true,
      isEnabled: () => isMany,
      run: commands.clear,
    },
  ];
  const answers: Action[] = [
    {
      ...key,
      id: "rows.submit",
      labelKey: "rows.actions.submit",
      scope: "page",
      shortcut: "Mod+Enter",
      isEnabled: canWrite,
      run: commands.submit,
    },
    {
      ...key,
      id: "rows.copyPrevious",
      labelKey: "rows.actions.copyPrevious",
      shortcut: ["C", "Alt+C"],
      isEnabled: canAnswer,
      run: commands.copyPrevious,
    },
    {
      ...key,
      id: "rows.deleteAnswers",
      labelKey: "rows.actions.deleteAnswers",
      shortcut: "Delete",
      isEnabled: canWrite,
      run: commands.deleteAnswers,
    },
    ...DIGITS.map((place): Action => ({
      ...key,
      id: `rows.choose${place}`,
      labelKey: "rows.actions.choose",
      labelValues: { place },
      shortcut: String(place),
      hidden: true,
      isEnabled: canWrite,
      run: () => commands.choose(place),
    })),
  ];
  return isReview ? [...moves, ...answers, ...reviewActions(commands)] : [...moves, ...answers];
}

function reviewActions({ readOnly, seek, acceptAgreed }: RowCommands): Action[] {
  const review = { sectionKey: "rows.sections.go", scope: "page" } as const;
  return [
    {
      ...review,
      id: "rows.nextConflict",
      labelKey: "rows.actions.nextConflict",
      shortcut: "Alt+Shift+Right",
      run: () => seek(1, "conflict"),
    },
    {
      ...review,
      id: "rows.previousConflict",
      labelKey: "rows.actions.previousConflict",
      shortcut: "Alt+Shift+Left",
      run: () => seek(-1, "conflict"),
    },
    {
      ...review,
      id: "rows.acceptAgreed",
      labelKey: "review.acceptAgreed",
      scope: "canvas.rows",
      shortcut: "A",
      isEnabled: () => !readOnly,
      run: acceptAgreed,
    },
  ];
}
