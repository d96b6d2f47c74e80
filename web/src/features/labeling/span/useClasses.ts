/** New classes and colours while labeling, where the project allows it. */

import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { useApiMutation } from "@/api/client";
import { asGlossError } from "@/api/errors";
import { LABEL_PALETTE } from "@/design";
import type { LabelClass, LabelSet } from "@/editor/model/types";
import { labelSetFromWire, type WireLabelSet } from "@/editor/model/wire";
import type { EditorSession } from "@/editor/session/session";
import type { LabelingContext } from "../context";
import { APPEND_CLASSES, UPDATE_CLASSES } from "../data/operations";

const QUIET_MS = 400;

export interface ClassEditing {
  /** May this person change label sets here? Reviewers always may. */
  allowed: boolean;
  /** Adds a class to the active set; the new class, or null when the server refused. */
  create: (name: string) => Promise<LabelClass | null>;
  recolor: (set: LabelSet, item: LabelClass, color: string) => Promise<void>;
}

function replaceSet(session: EditorSession, next: LabelSet): void {
  session.setLabelSets(session.labelSets.map((set) => (set.id === next.id ? next : set)));
}

/** The colour of the palette that the set uses least. */
export function freeColor(set: LabelSet): string {
  const uses = (color: string) =>
    set.classes.filter((item) => item.color.toLowerCase() === color.toLowerCase()).length;
  return [...LABEL_PALETTE].sort((a, b) => uses(a) - uses(b))[0] ?? "";
}

export function useClasses(context: LabelingContext, session: EditorSession): ClassEditing {
  const { t } = useTranslation();
  const { notify, project, mode, readOnly } = context;
  const waiting = useRef(0);
  const [append] = useApiMutation(APPEND_CLASSES, { types: ["LabelSet"] });
  const [update] = useApiMutation(UPDATE_CLASSES, { types: ["LabelSet"] });
  const allowed =
    !readOnly && !session.readOnly && (mode === "REVIEWER" || project.settings.enableEditLabelSet);

  const create = async (name: string) => {
    const set = session.activeSet;
    const tagName = name.trim();
    if (!set || tagName === "") return null;
    if (set.classes.some((item) => !item.parentId && item.name.toLowerCase() === tagName.toLowerCase())) {
      notify(t("span.classes.exists"), "error");
      return null;
    }
    try {
      const input = { labelSetId: set.id, tagItems: [{ tagName, color: freeColor(set) }] };
      const { appendLabelSetTagItems } = await append({ input });
      const wire = { ...set, tagItems: appendLabelSetTagItems ?? [] } as unknown as WireLabelSet;
      const made = labelSetFromWire(wire).classes;
      const current = session.labelSets.find((candidate) => candidate.id === set.id) ?? set;
      const known = new Set(current.classes.map((item) => item.id));
      replaceSet(session, {
        ...current,
        classes: [...current.classes, ...made.filter((item) => !known.has(item.id))],
      });
      notify(t("span.classes.created", { name: tagName, set: set.name }));
      return made.find((item) => item.name === tagName) ?? null;
    } catch (error) {
      notify(asGlossError(error).message, "error");
      return null;
    }
  };

  const recolor = async (set: LabelSet, item: LabelClass, color: string) => {
    const classes = set.classes.map((entry) => (entry.id === item.id ? { ...entry, color } : entry));
    replaceSet(session, { ...set, classes });
    // Pickers tell every shade on the way: only where they rest is sent.
    const ticket = ++waiting.current;
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    if (ticket !== waiting.current) return;
    const tagItems = classes.map((entry) => ({
      id: entry.id,
      tagName: entry.name,
      color: entry.color || null,
      desc: entry.description || null,
      parentId: entry.parentId,
      type: entry.kind,
      arrowRules: entry.arrowRules,
    }));
    try {
      const { updateProjectLabelSet } = await update({
        input: { id: set.id, projectId: project.id, tagItems },
      });
      replaceSet(session, labelSetFromWire(updateProjectLabelSet as WireLabelSet));
    } catch (error) {
      replaceSet(session, set);
      notify(asGlossError(error).message, "error");
    }
  };

  return { allowed, create, recolor };
}
