import { Radio } from "@mantine/core";
import type { FieldProps } from "./field";
import type { Option } from "./Select";

export interface RadioGroupProps extends FieldProps {
  value: string | null;
  options: readonly (Option & { description?: string })[];
  onChange: (value: string) => void;
}

export function RadioGroup({ value, options, onChange, label, description, error, name }: RadioGroupProps) {
  return (
    <Radio.Group
      value={value}
      onChange={onChange}
      label={label}
      description={description}
      error={error}
      name={name}
    >
      {options.map((option) => (
        <Radio
          key={option.value}
          value={option.value}
          label={option.label}
          description={option.description}
          disabled={option.disabled}
          mt="xs"
        />
      ))}
    </Radio.Group>
  );
}
