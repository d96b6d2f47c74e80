/** How a label looks: its colour and style by class (labeler) or by review state (reviewer). */

import type { EditorSession } from "../session/session";
import type { Label, Phase } from "../model/types";
import { wantsDarkInk } from "./colors";

export interface Look {
  /** A CSS colour. */
  color: string;
  name: string;
  darkInk: boolean;
  /** Extra class: `gx-dotted` for pre-labels, `gx-rejected`. */
  style: string;
}

const STATE_COLOR: Record<Exclude<Phase, "LABELER">, string> = {
  AUTO: "var(--gx-auto)",
  CONFLICT: "var(--gx-conflict)",
  REJECTED: "var(--gx-rejected)",
  REVIEWER: "var(--gx-reviewer)",
  EXTERNAL: "var(--gx-external)",
  PRELABELED: "var(--gx-prelabeled)",
};

const styleOf = (phase: Phase): string =>
  phase === "PRELABELED" ? "gx-dotted" : phase === "REJECTED" ? "gx-rejected" : "";

/** Colour, caption and style of a label in this session. */
export function lookOf(session: EditorSession, label: Label): Look {
  const item = session.classOf(label);
  const name = item?.name ?? label.classId;
  const style = styleOf(label.phase);
  if (session.reviewer && label.phase !== "LABELER") {
    const darkInk = label.phase === "EXTERNAL";
    return { color: STATE_COLOR[label.phase], name, darkInk, style };
  }
  const color = item?.color ?? "";
  return {
    color: color === "" ? "var(--gx-neutral)" : color,
    name,
    darkInk: color !== "" && wantsDarkInk(color),
    style,
  };
}
