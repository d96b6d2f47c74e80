import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiMutation } from "@/api/client";
import { DELETE_PROJECTS, TOGGLE_ARCHIVE } from "@/api/projects";
import { asGlossError } from "@/api/errors";
import { confirm, toast } from "@/design";
import type { Project } from "./types";

const TYPE_TO_CONFIRM_FROM = 5;

/** Archive and delete at once on screen, sent behind; what fails comes back. */
export function useProjectCommands(onDone: () => void) {
  const { t } = useTranslation();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [toggleArchive] = useApiMutation(TOGGLE_ARCHIVE, { types: ["Project"] });
  const [deleteAll] = useApiMutation(DELETE_PROJECTS, { types: ["Project"] });

  const hide = (ids: readonly string[]) => setGone((before) => new Set([...before, ...ids]));
  const show = (ids: readonly string[]) =>
    setGone((before) => new Set([...before].filter((id) => !ids.includes(id))));

  const run = async (ids: string[], work: () => Promise<unknown>) => {
    hide(ids);
    try {
      await work();
      onDone();
      return true;
    } catch (error) {
      show(ids);
      toast.error(asGlossError(error));
      return false;
    }
  };

  const archive = async (projects: Project[]) => {
    const ids = projects.map((project) => project.id);
    const wasArchived = projects[0]?.isArchived ?? false;
    const done = await run(ids, () => toggleArchive({ projectIds: ids }));
    if (!done) return;
    const undo = async () => {
      try {
        await toggleArchive({ projectIds: ids });
        show(ids);
        onDone();
      } catch (error) {
        toast.error(asGlossError(error));
      }
    };
    toast.success(t(wasArchived ? "projects.unarchived" : "projects.archived", { count: ids.length }), {
      action: { label: t("projects.undo"), run: () => void undo() },
    });
  };

  const remove = async (projects: Project[]) => {
    const ids = projects.map((project) => project.id);
    const single = projects.length === 1 ? projects[0] : undefined;
    const sure = await confirm({
      title: t("projects.deleteTitle", { count: ids.length, name: single?.name }),
      body: t("projects.deleteText", { count: ids.length }),
      confirmLabel: t("projects.deleteConfirm", { count: ids.length }),
      danger: true,
      typeToConfirm: ids.length >= TYPE_TO_CONFIRM_FROM ? String(ids.length) : undefined,
    });
    if (sure && (await run(ids, () => deleteAll({ projectIds: ids })))) {
      toast.success(t("projects.deleted", { count: ids.length }));
    }
    return sure;
  };

  return { gone, archive, remove, forget: () => setGone(new Set()) };
}
