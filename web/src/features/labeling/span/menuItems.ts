import { chordsOf, findAction, isEnabled, runAction } from "@/actions";
import { confirm } from "@/design";
import { reverseArrow } from "@/editor/commands/acts";
import { isArrow, isSpan, type Label } from "@/editor/model/types";
import { selectedText } from "@/editor/session/lookup";
import type { EditorSession } from "@/editor/session/session";
import { copyText } from "@/util/clipboard";
import type { ContextItem } from "./ContextMenu";

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** Labels of a line that still wait for a decision, those that cross lines included, with arrows that start here. */
export function conflictsOfLine(session: EditorSession, line: number): Label[] {
  const spans = session.model.labels.onLine(line);
  const arrows = spans.flatMap((span) =>
    session.model.labels.arrowsOf(span.hash).filter((arrow) => arrow.originHash === span.hash),
  );
  return [...spans, ...arrows].filter((label) => label.phase === "CONFLICT");
}

function labelItems(session: EditorSession, label: Label, t: Translate): (ContextItem | "divider")[] {
  const items: (ContextItem | "divider")[] = [];
  if (session.reviewer) {
    items.push(
      {
        label: t("labeling.menu.accept"),
        shortcut: "Alt+A",
        disabled: label.phase === "REVIEWER",
        run: () => session.resolveLabels([label], true),
      },
      {
        label: t("labeling.menu.reject"),
        shortcut: "Alt+R",
        disabled: label.phase === "REJECTED",
        run: () => session.resolveLabels([label], false),
      },
      "divider",
    );
  }
  items.push({
    label: t("labeling.menu.change"),
    shortcut: "/",
    run: () => {
      session.searching = true;
      session.selectLabel(label.hash);
    },
  });
  if (isSpan(label) && session.rules.allowArrows)
    items.push({
      label: t("labeling.menu.arrow"),
      shortcut: "R",
      run: () => session.arrow.start(label.hash),
    });
  if (isArrow(label)) {
    items.push({
      label: t("labeling.menu.reverse"),
      run: () => session.commit("arrow", reverseArrow(session.model.labels, label, session.author)),
    });
  }
  items.push("divider", {
    label: t("labeling.menu.delete"),
    shortcut: "Delete",
    danger: true,
    run: () => session.deleteAll([label]),
  });
  return items;
}

/** Commands that have a place in the menu too. */
function actionItems(ids: string[], t: Translate): ContextItem[] {
  return ids.flatMap((id) => {
    const action = findAction(id);
    if (!action || !isEnabled(action)) return [];
    const [shortcut] = chordsOf(action);
    return [
      { label: t(action.labelKey), ...(shortcut ? { shortcut } : {}), run: () => void runAction(action) },
    ];
  });
}

/** Items of the menu on a label, or on text when there is none under the pointer. */
export function menuItems(
  session: EditorSession,
  hash: string | null,
  t: Translate,
): (ContextItem | "divider")[] {
  const label = hash ? session.model.labels.get(hash) : undefined;
  const { line } = session.caret;
  const items: (ContextItem | "divider")[] = [];
  if (label && !session.readOnly) items.push(...labelItems(session, label, t), "divider");
  if (!label && !session.readOnly) {
    const run = () => {
      if (!session.selection) session.select(session.caret, session.caret, session.unit);
      session.searching = true;
      session.changed();
    };
    items.push({ label: t("labeling.menu.label"), shortcut: "/", run });
  }
  items.push({
    label: t("labeling.menu.copyText"),
    shortcut: "Mod+C",
    run: () => void copyText(selectedText(session)),
  });
  if (session.reviewer && !session.readOnly) {
    const open = conflictsOfLine(session, line);
    items.push(
      {
        label: t("labeling.menu.acceptLine"),
        shortcut: "Alt+Shift+A",
        disabled: open.length === 0,
        run: () => session.resolveLabels(open, true),
      },
      {
        label: t("labeling.menu.rejectLine"),
        shortcut: "Alt+Shift+R",
        disabled: open.length === 0,
        run: () => session.resolveLabels(open, false),
      },
    );
  }
  if (!session.readOnly) items.push(...actionItems(["labeling.applyAll"], t));
  if (!session.readOnly) {
    const spans = [...session.model.labels.onLine(line)];
    const wipe = async () => {
      const question = t("labeling.menu.deleteLineConfirm", { count: spans.length, line: line + 1 });
      const sure =
        spans.length < 5 ||
        (await confirm({
          title: t("labeling.menu.deleteLine"),
          body: question,
          confirmLabel: t("labeling.box.delete"),
          danger: true,
        }));
      if (sure) session.deleteAll(spans);
    };
    items.push({
      label: t("labeling.menu.deleteLine"),
      danger: true,
      disabled: spans.length === 0,
      run: () => void wipe(),
    });
    if (!label) items.push(...actionItems(["labeling.copySet", "labeling.clearAll"], t));
  }
  return items;
}
