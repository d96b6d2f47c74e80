import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query, useApiMutation } from "@/api/client";
import { asGlossError } from "@/api/errors";
import type { ObjectStorageClientName } from "@/api/generated/graphql";
import { CHECK_STORAGE, CREATE_STORAGE } from "@/api/storage";
import {
  Button,
  CopyField,
  ErrorNotice,
  FormDialog,
  Notice,
  PasswordField,
  Select,
  Stack,
  Text,
  TextArea,
  TextField,
  toast,
} from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import { uuid } from "@/util/uuid";
import { emptyForm, FIELDS, isComplete, SERVICES, toStorageInput, type CredentialField } from "./storageForm";

interface StorageDialogProps {
  teamId: string;
  onClose: () => void;
}

type Check = { state: "none" | "running" | "ok" } | { state: "failed"; message: string };

export function StorageDialog({ teamId, onClose }: StorageDialogProps) {
  const { t } = useTranslation();
  const [form, setForm] = useState(() => emptyForm(uuid()));
  const [check, setCheck] = useState<Check>({ state: "none" });
  const [create] = useApiMutation(CREATE_STORAGE, { types: ["ExternalObjectStorage"] });
  const { error, busy, submit } = useSubmit();
  const complete = isComplete(form);

  const set = (field: CredentialField, value: string) => {
    setForm({ ...form, values: { ...form.values, [field]: value } });
    setCheck({ state: "none" });
  };
  const handleCheck = async () => {
    setCheck({ state: "running" });
    try {
      await query(CHECK_STORAGE, { input: toStorageInput(form, teamId) });
      setCheck({ state: "ok" });
    } catch (problem) {
      setCheck({ state: "failed", message: asGlossError(problem).message });
    }
  };
  const handleSubmit = () =>
    submit(async () => {
      await create({ input: toStorageInput(form, teamId) });
      toast.success(t("settings.storageAdded", { name: form.bucket }));
      onClose();
    });

  return (
    <FormDialog
      opened
      title={t("settings.addStorage")}
      submitLabel={t("settings.add")}
      submitting={busy}
      canSubmit={complete}
      onSubmit={() => void handleSubmit()}
      onClose={onClose}
      footer={
        <Button loading={check.state === "running"} disabled={!complete} onClick={() => void handleCheck()}>
          {t("settings.check")}
        </Button>
      }
    >
      <Stack>
        {error && <ErrorNotice error={error} />}
        {check.state === "ok" && <Notice tone="success">{t("settings.checkOk")}</Notice>}
        {check.state === "failed" && <Notice tone="danger">{check.message}</Notice>}
        <Select
          label={t("settings.service")}
          value={form.service}
          options={SERVICES.map((value) => ({ value, label: t(`settings.services.${value}`) }))}
          onChange={(service) => service && setForm({ ...form, service: service as ObjectStorageClientName })}
        />
        <TextField
          label={t(form.service === "AZURE_BLOB_STORAGE" ? "settings.container" : "settings.bucket")}
          value={form.bucket}
          onChange={(bucket) => setForm({ ...form, bucket })}
        />
        {FIELDS[form.service].map(({ field, secret, multiline }) => {
          const shared = { label: t(`settings.fields.${field}`), value: form.values[field] ?? "" };
          if (field === "externalId") return <ExternalId key={field} value={shared.value} />;
          if (multiline)
            return <TextArea key={field} {...shared} mono onChange={(value) => set(field, value)} />;
          if (secret) {
            const change = (value: string) => set(field, value);
            return <PasswordField key={field} {...shared} autoComplete="new-password" onChange={change} />;
          }
          return <TextField key={field} {...shared} mono onChange={(value) => set(field, value)} />;
        })}
        <Text tone="muted" size="small">
          {t("settings.corsHint", { origin: window.location.origin })}
        </Text>
      </Stack>
    </FormDialog>
  );
}

function ExternalId({ value }: { value: string }) {
  const { t } = useTranslation();
  return (
    <Stack gap={1}>
      <Text size="small" tone="secondary">
        {t("settings.externalIdHint")}
      </Text>
      <CopyField value={value} label={t("settings.fields.externalId")} />
    </Stack>
  );
}
