import { SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";

export interface SegmentsProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
}

/** A small choice that is always fully visible. */
export function Segments<Value extends string>({ label, value, options, onChange }: SegmentsProps<Value>) {
  return (
    <SegmentedControl
      aria-label={label}
      data={options.map((option) => ({ ...option }))}
      value={value}
      transitionDuration={110}
      onChange={(next) => onChange(next as Value)}
    />
  );
}
