import { MultiSelect as MantineMultiSelect } from "@mantine/core";
import { common, type FieldProps } from "./field";
import type { Option } from "./Select";

export interface MultiSelectProps extends FieldProps {
  values: readonly string[];
  options: readonly Option[];
  onChange: (values: string[]) => void;
}

export function MultiSelect({ values, options, onChange, ...rest }: MultiSelectProps) {
  return (
    <MantineMultiSelect
      {...common(rest)}
      data={[...options]}
      value={[...values]}
      searchable
      clearable
      hidePickedOptions
      onChange={onChange}
    />
  );
}
