/** The state of saving in words. */

import type { SaveState } from "@/editor/oplog/outbox";

export interface SaveTexts {
  text: string;
  /** What it means and what can be done. */
  hint: string;
  tone: "calm" | "busy" | "warning" | "danger";
}

type Translate = (key: string, values?: Record<string, unknown>) => string;

function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}

export function saveTexts(state: SaveState, t: Translate): SaveTexts {
  if (state.kind === "saved") {
    const text =
      state.at === null ? t("labeling.save.saved") : t("labeling.save.savedAt", { time: timeOf(state.at) });
    return { text, hint: t("saving.savedHint"), tone: "calm" };
  }
  if (state.unstored)
    return {
      text: t("saving.unstored", { count: state.unstored }),
      hint: t("saving.unstoredHint"),
      tone: "danger",
    };
  switch (state.kind) {
    case "saving": {
      const text =
        state.waiting > 1
          ? t("labeling.save.savingMany", { count: state.waiting })
          : t("labeling.save.saving");
      return { text, hint: t("saving.savingHint"), tone: "busy" };
    }
    case "offline":
      return {
        text: t("labeling.save.offline", { count: state.waiting }),
        hint: t("labeling.save.offlineHint"),
        tone: "warning",
      };
    case "signedOut":
      return {
        text: t("labeling.save.signedOut", { count: state.waiting }),
        hint: t("labeling.save.signedOutHint"),
        tone: "warning",
      };
    case "error":
      return {
        text: t("labeling.save.error", { count: state.refused }),
        hint: t("saving.errorHint", { message: state.message }),
        tone: "danger",
      };
  }
}
