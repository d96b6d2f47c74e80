import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar, Button, Stack, Text, toast } from "@/design";
import styles from "./shell.module.css";

const MAX_BYTES = 500 * 1024;

interface LogoFieldProps {
  name: string;
  file: File | null;
  current: string | null;
  onFile: (file: File) => void;
}

/** A picture of a workspace, checked for type and size before it is sent. */
export function LogoField({ name, file, current, onFile }: LogoFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [preview, setPreview] = useState<string>();

  useEffect(() => {
    if (!file) {
      setPreview(undefined);
      return;
    }
    const url = URL.createObjectURL(file);
    setPreview(url);
    return () => URL.revokeObjectURL(url);
  }, [file]);

  const take = (chosen: File | undefined) => {
    if (!chosen) return;
    if (chosen.size > MAX_BYTES || !chosen.type.startsWith("image/")) toast.error(t("workspace.logoHint"));
    else onFile(chosen);
  };

  return (
    <div className={styles.logoRow}>
      <Avatar key={preview ?? current} name={name || "?"} image={preview ?? current} size={40} square />
      <Stack gap={1}>
        <div>
          <Button size="small" onClick={() => input.current?.click()}>
            {t("workspace.chooseLogo")}
          </Button>
        </div>
        <Text tone="muted" size="small">
          {t("workspace.logoHint")}
        </Text>
      </Stack>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("workspace.logo")}
        accept="image/png,image/jpeg,image/gif,image/webp"
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
    </div>
  );
}
