import type { ReactNode } from "react";
import { cx } from "../cx";
import { labelColor } from "../color";
import { IconClose } from "../icons";
import { useIsDark } from "../theme/appearance";
import styles from "./Chip.module.css";

export type Tone = "neutral" | "info" | "success" | "warning" | "danger" | "violet";

export interface BadgeProps {
  tone?: Tone;
  children: ReactNode;
}

export function Badge({ tone = "neutral", children }: BadgeProps) {
  return (
    <span className={cx(styles.chip, tone !== "neutral" && styles[tone])}>
      <span className={styles.text}>{children}</span>
    </span>
  );
}

/** A state: a dot and its name, so that colour is never the only sign. */
export function StatusChip({ tone = "neutral", children }: BadgeProps) {
  return (
    <span className={cx(styles.chip, tone !== "neutral" && styles[tone])}>
      <span className={styles.dot} aria-hidden />
      <span className={styles.text}>{children}</span>
    </span>
  );
}

export interface TagChipProps {
  name: string;
  onRemove?: () => void;
  removeLabel?: string;
}

export function TagChip({ name, onRemove, removeLabel }: TagChipProps) {
  return (
    <span className={cx(styles.chip, styles.tag)}>
      <span className={styles.text}>{name}</span>
      {onRemove && (
        <button type="button" className={styles.remove} aria-label={removeLabel ?? name} onClick={onRemove}>
          <IconClose size={10} aria-hidden />
        </button>
      )}
    </span>
  );
}

export interface LabelChipProps {
  name: ReactNode;
  color: string | null | undefined;
  title?: string;
}

/** A label class in its own colour, with readable text in every theme. */
export function LabelChip({ name, color, title }: LabelChipProps) {
  const dark = useIsDark();
  const { background, foreground, border } = labelColor(color, dark ? "dark" : "light");
  return (
    <span
      title={title}
      className={cx(styles.chip, styles.label)}
      style={{ background, color: foreground, borderColor: border }}
    >
      <span className={styles.text}>{name}</span>
    </span>
  );
}
