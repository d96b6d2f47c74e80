import { TagsInput } from "@mantine/core";
import { useState } from "react";
import { common, type FieldProps } from "./field";

export interface TagFieldProps extends FieldProps {
  values: readonly string[];
  /** Known names to choose from; others may be typed. */
  suggestions: readonly string[];
  onChange: (values: string[]) => void;
  max?: number;
}

/** Several short texts: choose from known ones or type new ones, separated by Enter or comma. */
export function TagField({ values, suggestions, onChange, max, ...rest }: TagFieldProps) {
  // Suggestions show while typing only: an open list would cover the buttons of a dialog.
  const [search, setSearch] = useState("");
  return (
    <TagsInput
      {...common(rest)}
      data={[...suggestions]}
      value={[...values]}
      maxTags={max}
      splitChars={[",", ";", "\n"]}
      acceptValueOnBlur
      searchValue={search}
      onSearchChange={setSearch}
      dropdownOpened={search.trim() !== ""}
      clearable
      onChange={onChange}
    />
  );
}
