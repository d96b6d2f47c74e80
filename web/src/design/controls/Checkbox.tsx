import { Checkbox as MantineCheckbox } from "@mantine/core";
import type { FieldProps } from "./field";

export interface CheckboxProps extends Pick<FieldProps, "label" | "ariaLabel" | "description" | "disabled"> {
  checked: boolean;
  indeterminate?: boolean;
  onChange: (checked: boolean) => void;
}

export function Checkbox({ checked, indeterminate, onChange, ariaLabel, ...rest }: CheckboxProps) {
  return (
    <MantineCheckbox
      {...rest}
      aria-label={ariaLabel}
      checked={checked}
      indeterminate={indeterminate}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
