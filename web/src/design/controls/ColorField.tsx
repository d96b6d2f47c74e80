import styles from "./fields.module.css";

export interface ColorFieldProps {
  label: string;
  /** `#rrggbb`. */
  value: string;
  onChange: (value: string) => void;
}

/** A swatch that opens the colour picker. */
export function ColorField({ label, value, onChange }: ColorFieldProps) {
  return (
    <input
      type="color"
      className={styles.color}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
