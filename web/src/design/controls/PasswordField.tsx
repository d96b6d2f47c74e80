import { PasswordInput } from "@mantine/core";
import { common, type FieldProps } from "./field";

export interface PasswordFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
}

export function PasswordField({ value, onChange, autoComplete, ...rest }: PasswordFieldProps) {
  return (
    <PasswordInput
      {...common(rest)}
      value={value}
      autoComplete={autoComplete}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
