import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useApiMutation } from "@/api/client";
import { asGlossError } from "@/api/errors";
import { CREATE_TEAM } from "@/api/teams";
import { ErrorNotice, FormDialog, Stack, Text, TextField, toast } from "@/design";
import { LogoField } from "./LogoField";

interface CreateWorkspaceDialogProps {
  opened: boolean;
  onClose: () => void;
}

export function CreateWorkspaceDialog({ opened, onClose }: CreateWorkspaceDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [create, creating] = useApiMutation(CREATE_TEAM, { types: ["Team"] });
  const [name, setName] = useState("");
  const [logo, setLogo] = useState<File | null>(null);
  const [error, setError] = useState<Error>();

  const handleSubmit = async () => {
    try {
      const { createTeam } = await create({ input: { name: name.trim(), logo } });
      toast.success(t("workspace.created", { name: createTeam.name }));
      onClose();
      setName("");
      setLogo(null);
      void navigate(`/teams/${createTeam.id}/projects`);
    } catch (problem) {
      setError(asGlossError(problem));
    }
  };

  return (
    <FormDialog
      opened={opened}
      size="small"
      title={t("workspace.createTitle")}
      submitLabel={t("workspace.create")}
      submitting={creating}
      canSubmit={name.trim() !== ""}
      onSubmit={() => void handleSubmit()}
      onClose={onClose}
    >
      <Stack>
        <Text tone="muted">{t("workspace.createText")}</Text>
        {error && <ErrorNotice error={error} />}
        <TextField
          label={t("workspace.name")}
          placeholder={t("workspace.namePlaceholder")}
          value={name}
          maxLength={100}
          autoFocus
          onChange={setName}
        />
        <LogoField name={name} file={logo} current={null} onFile={setLogo} />
      </Stack>
    </FormDialog>
  );
}
