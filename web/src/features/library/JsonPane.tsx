import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice, Stack, Text, TextArea } from "@/design";

interface JsonPaneProps {
  label: string;
  /** The draft as JSON when the tab opens. */
  initial: string;
  /** Take the text over; throws an error whose message says what is wrong. */
  onApply: (source: string) => void;
}

/** The JSON view of a set. Each text that is valid changes the draft at once. */
export function JsonPane({ label, initial, onApply }: JsonPaneProps) {
  const { t } = useTranslation();
  const [source, setSource] = useState(initial);
  const [problem, setProblem] = useState("");
  const handleChange = (next: string) => {
    setSource(next);
    try {
      onApply(next);
      setProblem("");
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <Stack gap={2}>
      <TextArea
        ariaLabel={label}
        value={source}
        mono
        minRows={14}
        maxRows={22}
        spellCheck={false}
        onChange={handleChange}
      />
      {problem ? (
        <Notice tone="warning">{problem}</Notice>
      ) : (
        <Text tone="muted">{t("library.jsonSynced")}</Text>
      )}
    </Stack>
  );
}
