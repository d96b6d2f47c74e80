import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/design";
import type { TextLine } from "@/editor/model/types";
import type { EditorSession } from "@/editor/session/session";
import type { EditorView } from "@/editor/view/view";
import styles from "./lines.module.css";
import type { LineTools } from "./useLines";

interface LineEditorProps {
  view: EditorView;
  line: TextLine;
  onSave: (text: string, whitespace: boolean) => void;
  onClose: () => void;
}

/** Keep the box over its line while the text scrolls; the nearest edge when the line is out of view. */
function usePlace(view: EditorView, line: number) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      const frame = view.root.getBoundingClientRect();
      const shown = view.root.querySelector<HTMLElement>(`.gx-line[data-line="${line}"]`);
      const top = (shown?.getBoundingClientRect().top ?? frame.top) - frame.top;
      const { current } = box;
      if (current) current.style.top = `${Math.max(0, Math.min(top, frame.height - current.offsetHeight))}px`;
    };
    place();
    const draw = view.onDraw;
    view.onDraw = () => {
      draw();
      place();
    };
    return () => {
      view.onDraw = draw;
    };
  }, [view, line]);
  return box;
}

/** The text of one line to be changed in place, with the original beside it. */
export function LineEditor({ view, line, onSave, onClose }: LineEditorProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(line.content);
  const box = usePlace(view, line.index);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const original = line.change?.original ?? null;
  const latest = useRef({ text, onSave });
  useEffect(() => {
    latest.current = { text, onSave };
  });

  useEffect(() => {
    const { current } = field;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, []);

  const handleKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      onClose();
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onSave(text, event.shiftKey);
    }
  };

  return (
    <div ref={box} className={styles.editor} role="dialog" aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {t("lines.editor.title", { line: line.index + 1 })}
      </h2>
      {original !== null && original !== text && (
        <p className={styles.original}>
          <span className={styles.caption}>{t("lines.editor.original")}</span>
          <span dir="auto">{original}</span>
        </p>
      )}
      <textarea
        ref={field}
        className={styles.field}
        dir="auto"
        rows={Math.min(8, Math.max(2, Math.ceil(text.length / 90)))}
        aria-labelledby={id}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={handleKey}
      />
      <div className={styles.buttons}>
        <Button size="small" onClick={() => onSave(text, false)}>
          {t("lines.editor.save")}
        </Button>
        <Button
          size="small"
          variant="subtle"
          title={t("lines.editor.whitespaceHint")}
          onClick={() => onSave(text, true)}
        >
          {t("lines.editor.whitespace")}
        </Button>
        <Button size="small" variant="subtle" onClick={onClose}>
          {t("lines.editor.cancel")}
        </Button>
      </div>
    </div>
  );
}

interface LineLayerProps {
  view: EditorView | null;
  session: EditorSession;
  lines: LineTools;
  onDone: () => void;
}

/** The editor of a line while one is open. */
export function LineLayer({ view, session, lines, onDone }: LineLayerProps) {
  const line = lines.editing === null ? undefined : session.model.line(lines.editing);
  if (!view || !line) return null;
  const handleSave = (text: string, whitespace: boolean) => {
    lines.save(text, whitespace);
    onDone();
  };
  const handleClose = () => {
    lines.close();
    onDone();
  };
  return <LineEditor key={line.index} view={view} line={line} onSave={handleSave} onClose={handleClose} />;
}
