import { useTranslation } from "react-i18next";
import type { GqlExportMethod } from "@/api/generated/graphql";
import { Select, Text, TextField } from "@/design";

export interface Webhook {
  url: string;
  secret: string;
}

export interface Storage {
  id: string | null;
  prefix: string;
}

interface DestinationProps {
  method: GqlExportMethod | null;
  urlError: string | undefined;
  webhook: Webhook;
  onWebhook: (webhook: Webhook) => void;
  storages: readonly { id: string; bucketName: string }[];
  storage: Storage;
  onStorage: (storage: Storage) => void;
}

/** What a way of delivery needs to know. */
export function Destination(props: DestinationProps) {
  const { method, urlError, webhook, onWebhook, storages, storage, onStorage } = props;
  const { t } = useTranslation();
  if (method === "EMAIL") return <Text tone="muted">{t("export.emailHint")}</Text>;
  if (method === "CUSTOM_WEBHOOK") {
    return (
      <>
        <TextField
          label={t("export.url")}
          type="url"
          placeholder="https://"
          error={urlError}
          value={webhook.url}
          onChange={(url) => onWebhook({ ...webhook, url })}
        />
        <TextField
          label={t("export.secret")}
          description={t("export.secretHint")}
          value={webhook.secret}
          onChange={(secret) => onWebhook({ ...webhook, secret })}
        />
      </>
    );
  }
  if (method !== "EXTERNAL_OBJECT_STORAGE") return null;
  return (
    <>
      <Select
        label={t("export.storage")}
        value={storage.id}
        options={storages.map((entry) => ({ value: entry.id, label: entry.bucketName }))}
        onChange={(id) => onStorage({ ...storage, id })}
      />
      <TextField
        label={t("export.prefix")}
        placeholder="exports/2026/"
        value={storage.prefix}
        onChange={(prefix) => onStorage({ ...storage, prefix })}
      />
    </>
  );
}
