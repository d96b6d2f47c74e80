/** Keys of the questions about lines: the same as those of rows. */

import { useActions } from "@/actions";
import { focusForm, submitForm } from "@/features/rows/formKeys";
import type { LabelingContext } from "../context";
import type { LinePicks } from "./useLinePicks";

export function useLineAnswerKeys(context: LabelingContext, picks: LinePicks, focusText: () => void): void {
  const key = { sectionKey: "rows.sections.answer", scope: "page" } as const;
  useActions([
    {
      ...key,
      id: "lines.submit",
      labelKey: "rows.actions.submit",
      shortcut: "Mod+Enter",
      isEnabled: () => !context.readOnly,
      run: submitForm,
    },
    { ...key, id: "lines.form", labelKey: "rows.actions.form", shortcut: "Alt+Q", run: focusForm },
    { ...key, id: "lines.text", labelKey: "lines.answers.actions.text", shortcut: "Alt+W", run: focusText },
    {
      ...key,
      id: "lines.clear",
      labelKey: "lines.answers.actions.clear",
      shortcut: "Esc",
      hidden: true,
      isEnabled: () => picks.lines.size > 0,
      run: picks.clear,
    },
  ]);
}
