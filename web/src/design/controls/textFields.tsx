import { Textarea, TextInput } from "@mantine/core";
import type { ReactNode, Ref } from "react";
import { useTranslation } from "react-i18next";
import { type IconComponent, IconClose, IconSearch } from "../icons";
import { IconButton } from "./Button";
import { common, type FieldProps } from "./field";

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "email" | "url" | "search" | "date" | "time";
  icon?: IconComponent;
  autoComplete?: string;
  maxLength?: number;
  readOnly?: boolean;
  onEnter?: () => void;
  onBlur?: () => void;
  /** In a fixed-width font, e.g. for keys. */
  mono?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  after?: ReactNode;
}

export function TextField(props: TextFieldProps) {
  const { onChange, icon: Icon, onEnter, mono, inputRef, after, ...field } = props;
  const { value, type = "text", autoComplete, maxLength, readOnly, onBlur, ...shared } = field;
  return (
    <TextInput
      {...common(shared)}
      {...{ value, type, autoComplete, maxLength, readOnly, onBlur }}
      ref={inputRef}
      styles={mono ? { input: { fontFamily: "var(--font-mono)" } } : undefined}
      leftSection={Icon && <Icon size={14} stroke={1.8} aria-hidden />}
      rightSection={after}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && onEnter) {
          event.preventDefault();
          onEnter();
        }
      }}
    />
  );
}

export interface SearchFieldProps extends Pick<FieldProps, "placeholder" | "className" | "autoFocus"> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onEnter?: () => void;
  inputRef?: Ref<HTMLInputElement>;
}

export function SearchField({ label, value, onChange, onEnter, inputRef, ...rest }: SearchFieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      {...common({ ...rest, ariaLabel: label })}
      ref={inputRef}
      type="text"
      role="searchbox"
      value={value}
      placeholder={rest.placeholder ?? label}
      leftSection={<IconSearch size={14} stroke={1.8} aria-hidden />}
      rightSection={
        value && (
          <IconButton
            icon={IconClose}
            size="small"
            label={t("common.clearSearch")}
            tooltip={false}
            onClick={() => onChange("")}
          />
        )
      }
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onEnter?.();
        if (event.key === "Escape" && value) {
          event.stopPropagation();
          onChange("");
        }
      }}
    />
  );
}

export interface TextAreaProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  minRows?: number;
  maxRows?: number;
  mono?: boolean;
  /** Fill the height of the parent instead of growing with the text. */
  fill?: boolean;
  spellCheck?: boolean;
}

export function TextArea({
  value,
  onChange,
  minRows = 3,
  maxRows = 16,
  mono,
  fill,
  spellCheck,
  ...rest
}: TextAreaProps) {
  const font = mono ? { fontFamily: "var(--font-mono)", fontSize: "var(--text-sm)" } : {};
  return (
    <Textarea
      {...common(rest)}
      value={value}
      autosize={!fill}
      minRows={minRows}
      maxRows={maxRows}
      spellCheck={spellCheck}
      styles={{
        root: fill ? { display: "flex", flexDirection: "column", height: "100%" } : {},
        wrapper: fill ? { flex: 1 } : {},
        input: { ...font, ...(fill ? { height: "100%" } : {}) },
      }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
