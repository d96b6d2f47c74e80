import { chordParts } from "@/actions/chord";
import styles from "./Kbd.module.css";

export interface KbdProps {
  /** A chord such as `Mod+Shift+K`. */
  chord: string;
  /** Without key caps, for tooltips. */
  plain?: boolean;
}

/** The keys of a shortcut, written as on the person's machine. */
export function Kbd({ chord, plain }: KbdProps) {
  const parts = chordParts(chord);
  if (plain) return <span className={styles.plain}>{parts.join(" ")}</span>;
  return (
    <span className={styles.keys}>
      {parts.map((part) => (
        <kbd key={part} className={styles.key}>
          {part}
        </kbd>
      ))}
    </span>
  );
}

/** A chord as plain text, e.g. for messages. */
export function chordText(chord: string): string {
  return chordParts(chord).join("+");
}
