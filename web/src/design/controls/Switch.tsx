import { Switch as MantineSwitch } from "@mantine/core";
import type { CheckboxProps } from "./Checkbox";

export function Switch({ checked, onChange, ariaLabel, ...rest }: Omit<CheckboxProps, "indeterminate">) {
  return (
    <MantineSwitch
      {...rest}
      aria-label={ariaLabel}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
