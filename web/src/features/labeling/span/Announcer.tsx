import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { EditorSession } from "@/editor/session/session";
import styles from "./span.module.css";
import { outcomeOf, whereAmI } from "./speech";

/** Fast keys are summed up: only where they end is told. */
const QUIET_MS = 120;

/** Tells screen readers what the caret is on and what acts did. Written past React: it changes with every key. */
export function Announcer({ session }: { session: EditorSession }) {
  const { t } = useTranslation();
  const where = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer = 0;
    let brush = session.brush;
    const say = (element: HTMLElement | null, text: string) => {
      if (element && element.textContent !== text) element.textContent = text;
    };
    const stops = [
      session.events.on("change", () => {
        if (brush !== session.brush) {
          const { brush: next } = session;
          say(
            outcome.current,
            next ? t("span.speak.brush", { name: next.item.name }) : t("span.speak.brushOff"),
          );
          brush = next;
        }
        window.clearTimeout(timer);
        timer = window.setTimeout(() => say(where.current, whereAmI(session, t)), QUIET_MS);
      }),
      session.events.on("act", (act) => {
        const { nextUndo, nextRedo } = session.history;
        const name = (act.undo ? nextRedo : nextUndo)?.name ?? "label";
        say(outcome.current, outcomeOf(session, act, name, t));
      }),
    ];
    return () => {
      window.clearTimeout(timer);
      stops.forEach((stop) => stop());
    };
  }, [session, t]);

  return (
    <>
      <div ref={where} className={styles.spoken} aria-live="polite" data-testid="spoken-place" />
      <div ref={outcome} className={styles.spoken} aria-live="assertive" data-testid="spoken-outcome" />
    </>
  );
}
