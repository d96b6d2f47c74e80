import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiMutation, useApiQuery } from "@/api/client";
import { GET_TAGS, UPDATE_PROJECT } from "@/api/projects";
import { useWorkspace } from "@/app/workspace";
import { ErrorNotice, FormDialog, Stack, TagField, Text, TextField, toast } from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import type { Project } from "./types";

interface RenameDialogProps {
  project: Project;
  onClose: () => void;
}

export function RenameDialog({ project, onClose }: RenameDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(project.name);
  const [update] = useApiMutation(UPDATE_PROJECT);
  const { error, busy, submit } = useSubmit();
  const handleSubmit = () =>
    submit(async () => {
      await update({ input: { projectId: project.id, name: name.trim() } });
      onClose();
    });
  return (
    <FormDialog
      opened
      size="small"
      title={t("projects.renameTitle")}
      submitLabel={t("projects.rename")}
      submitting={busy}
      canSubmit={name.trim() !== "" && name.trim() !== project.name}
      onSubmit={() => void handleSubmit()}
      onClose={onClose}
    >
      <Stack>
        {error && <ErrorNotice error={error} />}
        <TextField label={t("projects.name")} value={name} maxLength={200} autoFocus onChange={setName} />
      </Stack>
    </FormDialog>
  );
}

interface TagsDialogProps {
  projects: readonly Project[];
  onClose: () => void;
}

function ownTags(project: Project): string[] {
  return (project.tags ?? []).filter((tag) => !tag.globalTag).map((tag) => tag.name);
}

/** One project: replace its tags. Several: add tags to all. Tags the system made always stay. */
export function TagsDialog({ projects, onClose }: TagsDialogProps) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const [first] = projects;
  const single = projects.length === 1 && first !== undefined;
  const [names, setNames] = useState<string[]>(single ? ownTags(first) : []);
  const known = useApiQuery(
    GET_TAGS,
    { input: { teamId, filter: { includeGlobalTag: false } } },
    { types: ["Tag"] },
  );
  const [update] = useApiMutation(UPDATE_PROJECT, { types: ["Tag", "Project"] });
  const { error, busy, submit } = useSubmit();

  const handleSubmit = () =>
    submit(async () => {
      for (const project of projects) {
        const system = (project.tags ?? []).filter((tag) => tag.globalTag).map((tag) => tag.name);
        const before = single ? [] : ownTags(project);
        const tags = [...new Set([...system, ...before, ...names])];
        await update({ input: { projectId: project.id, tags } });
      }
      toast.success(t("projects.tagged", { count: projects.length }));
      onClose();
    });

  return (
    <FormDialog
      opened
      size="small"
      title={
        single
          ? t("projects.tagsTitle", { name: first.name })
          : t("projects.addTagsTitle", { count: projects.length })
      }
      submitLabel={t("projects.saveTags")}
      submitting={busy}
      canSubmit={single || names.length > 0}
      onSubmit={() => void handleSubmit()}
      onClose={onClose}
    >
      <Stack>
        {error && <ErrorNotice error={error} />}
        {!single && <Text tone="muted">{t("projects.addTagsText")}</Text>}
        <TagField
          label={t("projects.tags")}
          description={t("projects.tagsHint")}
          values={names}
          suggestions={(known.data?.getTags ?? []).map((tag) => tag.name)}
          autoFocus
          onChange={setNames}
        />
      </Stack>
    </FormDialog>
  );
}
