import {
  Checkbox as MantineCheckbox,
  MultiSelect as MantineMultiSelect,
  NumberInput,
  PasswordInput,
  Radio,
  SegmentedControl,
  Select as MantineSelect,
  Switch as MantineSwitch,
  TagsInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import type { ReactNode, Ref } from "react";
import { useTranslation } from "react-i18next";
import { type IconComponent, IconClose, IconSearch } from "../icons";
import { IconButton } from "./Button";
import styles from "./fields.module.css";

interface FieldProps {
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

function common({ ariaLabel, autoFocus, required, ...rest }: FieldProps) {
  return {
    ...rest,
    "aria-label": ariaLabel,
    "data-autofocus": autoFocus ? true : undefined,
    autoFocus,
    required,
    withAsterisk: false,
  };
}

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
  const { value, type, autoComplete, maxLength, readOnly, onBlur, ...shared } = field;
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
  inputRef?: Ref<HTMLInputElement>;
}

export function SearchField({ label, value, onChange, inputRef, ...rest }: SearchFieldProps) {
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
        if (event.key === "Escape" && value) {
          event.stopPropagation();
          onChange("");
        }
      }}
    />
  );
}

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

export interface TagFieldProps extends FieldProps {
  values: readonly string[];
  /** Known names to choose from; others may be typed. */
  suggestions: readonly string[];
  onChange: (values: string[]) => void;
  max?: number;
}

/** Several short texts: choose from known ones or type new ones, separated by Enter or comma. */
export function TagField({ values, suggestions, onChange, max, ...rest }: TagFieldProps) {
  return (
    <TagsInput
      {...common(rest)}
      data={[...suggestions]}
      value={[...values]}
      maxTags={max}
      splitChars={[",", ";", "\n"]}
      acceptValueOnBlur
      clearable
      onChange={onChange}
    />
  );
}

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

export interface ColorFieldProps {
  label: string;
  /** `#rrggbb`. */
  value: string;
  onChange: (value: string) => void;
}

/** A swatch that opens the colour picker. */
export function ColorField({ label, value, onChange }: ColorFieldProps) {
  return (
    <input
      type="color"
      className={styles.color}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
