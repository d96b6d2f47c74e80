import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  DEFAULT_KEY_MAP,
  formatKeyMap,
  KeyMapError,
  parseKeyMap,
  PROFILE_NAMES,
  type KeyMap,
  type ProfileName,
} from "@/actions";
import { Button, Notice, Select, Stack, Switch } from "@/design";
import { saveText } from "@/util/saveText";
import styles from "./command.module.css";

interface KeyMapBarProps {
  map: KeyMap;
  onChange: (map: KeyMap) => void;
}

const LARGEST_FILE = 256 * 1024;

/** Profile, single keys, and key maps as files. */
export function KeyMapBar({ map, onChange }: KeyMapBarProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState("");
  const isDefault = Object.keys(map.changes).length === 0 && map.profile === "gloss" && map.singleKeys;

  const read = async (file: File) => {
    try {
      if (file.size > LARGEST_FILE) throw new KeyMapError("tooMany");
      onChange(parseKeyMap(await file.text()));
      setProblem("");
    } catch (error) {
      if (!(error instanceof KeyMapError)) throw error;
      setProblem(t(`shell.keyMapFaults.${error.reason}`, { file: file.name, ...error.values }));
    }
  };

  return (
    <Stack>
      <div className={styles.keyMapBar}>
        <Select
          label={t("shell.keyProfile")}
          value={map.profile}
          options={PROFILE_NAMES.map((name) => ({ value: name, label: t(`shell.keyProfiles.${name}`) }))}
          onChange={(profile) => onChange({ ...map, profile: profile as ProfileName })}
        />
        <Button onClick={() => input.current?.click()}>{t("shell.importKeys")}</Button>
        <Button onClick={() => saveText("gloss-keys.json", formatKeyMap(map), "application/json")}>
          {t("shell.exportKeys")}
        </Button>
        <Button disabled={isDefault} onClick={() => onChange(DEFAULT_KEY_MAP)}>
          {t("shell.resetKeys")}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label={t("shell.importKeys")}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = "";
            if (file) void read(file);
          }}
        />
      </div>
      <Switch
        label={t("shell.singleKeys")}
        checked={map.singleKeys}
        onChange={(singleKeys) => onChange({ ...map, singleKeys })}
      />
      {problem && <Notice tone="danger">{problem}</Notice>}
    </Stack>
  );
}
