import styles from "./span.module.css";

interface ClassNameProps {
  color: string;
  text: string;
  /** Indices of letters to emphasize. */
  positions?: readonly number[];
}

/** Colour and name of a label class. */
export function ClassName({ color, text, positions = [] }: ClassNameProps) {
  const marked = new Set(positions);
  return (
    <span className={styles.className}>
      <span className={styles.swatch} style={{ background: color || "var(--gx-neutral)" }} aria-hidden />
      <span className={styles.optionName}>
        {marked.size === 0
          ? text
          : [...text].map((letter, index) => (marked.has(index) ? <b key={index}>{letter}</b> : letter))}
      </span>
    </span>
  );
}
