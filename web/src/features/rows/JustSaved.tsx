import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconDone, Kbd } from "@/design";
import styles from "./rows.module.css";

export interface SavedNote {
  line: number;
  /** What was answered. */
  text: string;
  at: number;
}

interface JustSavedProps {
  note: SavedNote | null;
  onUndo: () => void;
  onGone: () => void;
}

const STAYS_MS = 5000;

/** What was answered by a single key, and the way back, for five seconds. One note only: fast hands would pile them up. */
export function JustSaved({ note, onUndo, onGone }: JustSavedProps) {
  const { t } = useTranslation();
  const at = note?.at;
  useEffect(() => {
    if (at === undefined) return undefined;
    const timer = setTimeout(onGone, STAYS_MS);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- onGone is new on every render; the note decides
  }, [at]);
  return (
    <div className={styles.justSaved} role="status" data-empty={note === null || undefined}>
      {note && (
        <>
          <IconDone size={14} aria-hidden />
          <span className={styles.justSavedText}>
            {t("rows.justSaved", { line: note.line + 1, text: note.text })}
          </span>
          <Button
            size="small"
            onClick={() => {
              onUndo();
              onGone();
            }}
          >
            {t("labeling.undo")} <Kbd chord="Mod+Z" plain />
          </Button>
        </>
      )}
    </div>
  );
}
