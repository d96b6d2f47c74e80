import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconUpload, toast } from "@/design";

interface UploadButtonProps {
  accept: string;
  maxBytes: number;
  /** Take the file over; throws an error whose message names what is wrong with it. */
  onText: (fileName: string, text: string) => void;
}

/** Choose a small text file and read it here; nothing is sent yet. */
export function UploadButton({ accept, maxBytes, onText }: UploadButtonProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    try {
      if (file.size > maxBytes) throw new Error(t("library.tooLarge", { name: file.name }));
      onText(file.name, await file.text());
    } catch (error) {
      toast.error(error, { detail: file.name });
    }
  };
  return (
    <>
      <Button icon={IconUpload} onClick={() => input.current?.click()}>
        {t("library.upload")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("library.upload")}
        accept={accept}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
