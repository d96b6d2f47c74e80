import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Segments, toast } from "@/design";
import { useCanvasState, type CanvasState } from "@/extensions/canvas";
import type { PanelProps } from "@/extensions/types";
import { anchorKind, anchorLine, describe } from "./anchor";
import type { Person } from "./mention";
import { MessageField } from "./MessageField";
import { acts } from "./useComments";
import styles from "./comments.module.css";

type Subject = "chosen" | "line" | "file";

interface NewThreadProps extends PanelProps {
  people: readonly Person[];
  onDone: () => void;
}

const isChoice = (anchor: string): boolean => anchor !== "" && anchorKind(anchor) !== "ROW";

/** What a new thread may be about, the closest first. */
function subjectsOf(context: PanelProps["context"], anchor: string): Subject[] {
  const lines: Subject[] = context.canvas ? ["line"] : [];
  const isTable = context.project.kinds.includes("ROW_BASED");
  const rest: Subject[] = isTable ? [...lines, "file"] : ["file", ...lines];
  return isChoice(anchor) ? ["chosen", ...rest] : rest;
}

/** A field for a new thread on what is chosen in the work area, the line, or the file. */
export function NewThread({ context, people, onDone }: NewThreadProps) {
  const { t } = useTranslation();
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);
  const [wish, setWish] = useState<Subject | null>(null);
  const state = useCanvasState(context.canvas);
  // What was chosen when writing began stays the subject, wherever the caret goes meanwhile.
  const [held, setHeld] = useState<CanvasState | null>(null);
  const about = held ?? state;
  const subjects = subjectsOf(context, about.anchor);
  const subject = wish && subjects.includes(wish) ? wish : (subjects[0] ?? "file");

  const handleChange = (next: string) => {
    if (message === "" && next !== "") setHeld(state);
    if (next === "") setHeld(null);
    setMessage(next);
  };
  const clear = () => {
    setMessage("");
    setHeld(null);
    setWish(null);
  };
  const handleSend = async () => {
    const hashCode = { chosen: about.anchor, line: `ROW:${about.line}`, file: "" }[subject];
    setBusy(true);
    try {
      await acts.create(context.document.id, hashCode, message.trim());
      clear();
      onDone();
      context.canvas?.focus();
    } catch (error) {
      toast.error(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <MessageField
      label={t("comments.new")}
      placeholder={t("comments.newHint")}
      value={message}
      people={people}
      submitLabel={t("comments.send")}
      busy={busy}
      onChange={handleChange}
      onSubmit={() => void handleSend()}
      {...(message === "" ? {} : { onCancel: clear })}
    >
      <SubjectChoice about={about} subjects={subjects} subject={subject} onChoose={setWish} />
    </MessageField>
  );
}

interface SubjectChoiceProps {
  about: CanvasState;
  subjects: readonly Subject[];
  subject: Subject;
  onChoose: (subject: Subject) => void;
}

function SubjectChoice({ about, subjects, subject, onChoose }: SubjectChoiceProps) {
  const { t } = useTranslation();
  const { anchor, line, text } = about;
  const labels: Record<Subject, string> = {
    chosen: describe(anchorKind(anchor), null, t),
    line: t("comments.line", { line: line + 1 }),
    file: t("comments.kind.DOCUMENT"),
  };
  const start = subject === "chosen" ? anchorLine(anchor) : null;
  return (
    <div className={styles.subject}>
      <Segments
        label={t("comments.about")}
        value={subject}
        options={subjects.map((value) => ({ value, label: labels[value] }))}
        onChange={onChoose}
      />
      {start !== null && <span>{t("comments.line", { line: start + 1 })}</span>}
      {subject === "chosen" && text !== "" && (
        <q dir="auto" title={text}>
          {text.slice(0, 80)}
        </q>
      )}
    </div>
  );
}
