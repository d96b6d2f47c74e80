import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "@/design";

/** Run a change, say that it was saved, or show why not. */
export function useSave(onDone: () => void): {
  busy: boolean;
  save: (work: () => Promise<unknown>) => Promise<boolean>;
} {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const save = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      toast.success(t("projectSettings.saved"));
      onDone();
      return true;
    } catch (error) {
      toast.error(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, save };
}
