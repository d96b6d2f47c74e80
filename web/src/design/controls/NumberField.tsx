import { NumberInput } from "@mantine/core";
import { common, type FieldProps } from "./field";

export interface NumberFieldProps extends FieldProps {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  min?: number;
  max?: number;
  step?: number;
}

export function NumberField({ value, onChange, min, max, step, ...rest }: NumberFieldProps) {
  return (
    <NumberInput
      {...common(rest)}
      value={value ?? ""}
      min={min}
      max={max}
      step={step}
      onChange={(next) => onChange(typeof next === "number" ? next : undefined)}
    />
  );
}
