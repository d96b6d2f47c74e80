import { Select as MantineSelect } from "@mantine/core";
import { common, type FieldProps } from "./field";

export interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

export interface SelectProps extends FieldProps {
  value: string | null;
  options: readonly Option[];
  onChange: (value: string | null) => void;
  searchable?: boolean;
  clearable?: boolean;
}

export function Select({
  value,
  options,
  onChange,
  searchable = false,
  clearable = false,
  ...rest
}: SelectProps) {
  return (
    <MantineSelect
      {...common(rest)}
      data={[...options]}
      value={value}
      allowDeselect={clearable}
      clearable={clearable}
      searchable={searchable}
      checkIconPosition="right"
      onChange={(next) => onChange(next)}
    />
  );
}
