import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useActions } from "@/actions";
import { confirm } from "@/design";
import { allLabels, classAtCaret, clearLabels, pasteClass } from "@/editor/session/bulkActs";
import { selectedText } from "@/editor/session/lookup";
import type { EditorSession } from "@/editor/session/session";
import type { Brush } from "@/editor/session/types";
import type { LabelingContext } from "../context";
import { Announcer } from "./Announcer";
import { ApplyAllDialog } from "./ApplyAllDialog";
import { CopySetDialog } from "./CopySetDialog";
import { describer } from "./speech";

interface SpanToolsProps {
  context: LabelingContext;
  session: EditorSession;
  onDone: () => void;
}

type Opened = { kind: "applyAll"; text: string; brush: Brush | null } | { kind: "copySet" } | null;

const BULK = { sectionKey: "labeling.sections.label", scope: "canvas.labeling" } as const;

/** Acts on many labels with their dialogs, and the voice of the canvas. */
export function SpanTools({ context, session, onDone }: SpanToolsProps) {
  const { t } = useTranslation();
  const { notify } = context;
  const [opened, setOpened] = useState<Opened>(null);

  useEffect(() => {
    session.describe = describer(session, t);
    session.changed();
  }, [session, t]);

  const close = (message?: string) => {
    setOpened(null);
    if (message) notify(message);
    onDone();
  };
  const clearAll = async () => {
    const labels = await allLabels(session);
    if (labels.length === 0) return notify(t("span.clear.none"));
    const sure = await confirm({
      title: t("span.clear.title"),
      body: t("span.clear.body", { count: labels.length }),
      confirmLabel: t("span.clear.confirm"),
      danger: true,
    });
    if (sure) clearLabels(session, labels);
    onDone();
  };
  const applyAll = () => {
    const text = session.selection || session.selectedHash ? selectedText(session) : "";
    if (text.trim() === "") return notify(t("span.applyAll.needsText"));
    setOpened({ kind: "applyAll", text, brush: classAtCaret(session) });
  };
  const writable = () => !session.readOnly;

  useActions([
    {
      ...BULK,
      id: "labeling.applyAll",
      labelKey: "span.applyAll.action",
      shortcut: "Alt+Shift+L",
      isEnabled: writable,
      run: applyAll,
    },
    {
      ...BULK,
      id: "labeling.pasteClass",
      labelKey: "span.actions.pasteClass",
      shortcut: "Mod+V",
      isEnabled: () => writable() && !isTyping(),
      run: () => {
        if (!pasteClass(session)) notify(t("span.paste.nothing", { key: "Mod+C" }));
      },
    },
    { ...BULK, id: "labeling.clearAll", labelKey: "span.clear.action", isEnabled: writable, run: clearAll },
    ...(session.labelSets.length > 1
      ? [
          {
            ...BULK,
            id: "labeling.copySet",
            labelKey: "span.copySet.action",
            isEnabled: writable,
            run: () => setOpened({ kind: "copySet" }),
          },
        ]
      : []),
  ]);

  return (
    <>
      <Announcer session={session} />
      {opened?.kind === "applyAll" && (
        <ApplyAllDialog
          session={session}
          text={opened.text}
          brush={opened.brush}
          onClose={() => close()}
          onDone={(count) => close(t("span.applyAll.done", { count }))}
        />
      )}
      {opened?.kind === "copySet" && (
        <CopySetDialog
          session={session}
          onClose={() => close()}
          onDone={(count) => close(t("span.copySet.done", { count }))}
        />
      )}
    </>
  );
}

/** Where the browser pastes text itself. */
function isTyping(): boolean {
  return document.activeElement?.matches("input, textarea, select, [contenteditable]") ?? false;
}
