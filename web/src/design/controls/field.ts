import type { ReactNode } from "react";

/** What every field understands. */
export interface FieldProps {
  label?: ReactNode;
  /** Spoken name when there is no visible label. */
  ariaLabel?: string;
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  placeholder?: string;
  name?: string;
  autoFocus?: boolean;
  className?: string;
}

/** The shared part of a field for the component library. */
export function common({ ariaLabel, autoFocus, required, ...rest }: FieldProps) {
  return {
    ...rest,
    "aria-label": ariaLabel,
    "data-autofocus": autoFocus ? true : undefined,
    autoFocus,
    required,
    withAsterisk: false,
  };
}
