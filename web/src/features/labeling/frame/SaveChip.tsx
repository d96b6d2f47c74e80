import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

import { signInPath } from "@/api/session";
import { Tooltip } from "@/design";
import type { Outbox, SaveState } from "@/editor/oplog/outbox";
import { useSaveState } from "../data/outbox";
import styles from "./frame.module.css";

interface Shown {
  text: string;
  hint: string;
  tone: "calm" | "busy" | "warning" | "danger";
}

function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}

function shownOf(state: SaveState, t: (key: string, values?: Record<string, unknown>) => string): Shown {
  switch (state.kind) {
    case "saved": {
      const text =
        state.at === null ? t("labeling.save.saved") : t("labeling.save.savedAt", { time: timeOf(state.at) });
      return { text, hint: text, tone: "calm" };
    }
    case "saving": {
      const text =
        state.waiting > 1
          ? t("labeling.save.savingMany", { count: state.waiting })
          : t("labeling.save.saving");
      return { text, hint: text, tone: "busy" };
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
        hint: t("labeling.save.errorHint", { message: state.message }),
        tone: "danger",
      };
  }
}

/** Always in view: whether all work has reached the server, and what to do when not. */
export function SaveChip({ outbox }: { outbox: Outbox }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const location = useLocation();
  const state = useSaveState(outbox);
  const { text, hint, tone } = shownOf(state, t);

  const handleClick = () => {
    if (state.kind === "error") void outbox.dismissRefusals();
    else if (state.kind === "signedOut") void navigate(signInPath(location.pathname));
    else outbox.retry();
  };

  return (
    <Tooltip label={hint} multiline>
      <button type="button" className={styles.save} data-tone={tone} onClick={handleClick} aria-live="polite">
        <span className={styles.saveDot} aria-hidden />
        <span className={styles.saveText}>{text}</span>
      </button>
    </Tooltip>
  );
}
