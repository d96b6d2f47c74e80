import { useEffect } from "react";
import { asGlossError } from "@/api/errors";
import { toast } from "@/design/toast";
import { chordOf, isTypingChord, type Chord } from "./chord";
import { allActions, isEnabled, isScopeActive, shortcutsOf, type Action } from "./registry";

function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select")
  );
}

function isInDialog(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
  );
}

/** The action a chord runs at this place, if any. The innermost scope wins, then the last registered. */
export function actionFor(chord: Chord, target: EventTarget | null): Action | undefined {
  if (!chord) return undefined;
  if (isTypingChord(chord) && isEditable(target)) return undefined;
  const inDialog = isInDialog(target);
  const rank = (action: Action) => (action.scope === "global" ? 0 : action.scope === "page" ? 1 : 2);
  return allActions()
    .filter((action) => !inDialog || action.scope === "global")
    .filter(
      (action) => isScopeActive(action.scope) && shortcutsOf(action).includes(chord) && isEnabled(action),
    )
    .reduce<Action | undefined>((best, next) => (best && rank(best) > rank(next) ? best : next), undefined);
}

/** Run an action; what it throws becomes a message. */
export async function runAction(action: Action): Promise<void> {
  try {
    await action.run();
  } catch (error) {
    toast.error(asGlossError(error));
  }
}

export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const action = actionFor(chordOf(event), event.target);
  if (!action) return;
  event.preventDefault();
  void runAction(action);
}

/** Listen for shortcuts. Used once, by the app. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener("keydown", handleKey);
    return () => window.removeEventListener("keydown", handleKey);
  }, []);
}
