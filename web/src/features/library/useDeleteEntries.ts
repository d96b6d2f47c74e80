import { useTranslation } from "react-i18next";
import { asGlossError } from "@/api/errors";
import { confirm, toast } from "@/design";

/** Ask, delete, tell; projects made from the entries keep their copies. */
export function useDeleteEntries(
  remove: (ids: string[]) => Promise<unknown>,
  onSelect: (ids: Set<string>) => void,
) {
  const { t } = useTranslation();
  return async (ids: string[]) => {
    const sure = await confirm({
      title: t("library.deleteTitle", { count: ids.length }),
      body: t("library.deleteText"),
      confirmLabel: t("library.delete"),
      danger: true,
    });
    if (!sure) return;
    try {
      await remove(ids);
      onSelect(new Set());
      toast.success(t("library.deleted", { count: ids.length }));
    } catch (error) {
      toast.error(asGlossError(error));
    }
  };
}
