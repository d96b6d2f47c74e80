import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query, useApiMutation, useApiQuery } from "@/api/client";
import { asGlossError } from "@/api/errors";
import type { GetExternalObjectStoragesQuery } from "@/api/generated/graphql";
import { COUNT_STORAGE_PROJECTS, DELETE_STORAGE, GET_STORAGES } from "@/api/storage";
import {
  Badge,
  Button,
  confirm,
  EmptyState,
  ErrorNotice,
  IconDatabase,
  IconPlus,
  IconTrash,
  IconButton,
  Section,
  Skeleton,
  Text,
  toast,
} from "@/design";
import { useSetting, type TeamDetail } from "./GeneralSettings";
import { StorageDialog } from "./StorageDialog";
import styles from "./settings.module.css";

type Storage = NonNullable<GetExternalObjectStoragesQuery["getExternalObjectStorages"]>[number];

export function Storages({ team }: { team: TeamDetail }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const list = useApiQuery(GET_STORAGES, { teamId: team.id }, { types: ["ExternalObjectStorage"] });
  const storages = list.data?.getExternalObjectStorages ?? [];
  const addButton = (
    <Button icon={IconPlus} onClick={() => setAdding(true)}>
      {t("settings.addStorage")}
    </Button>
  );
  return (
    <Section title={t("settings.storageTitle")} description={t("settings.storageText")} actions={addButton}>
      {list.error && <ErrorNotice error={list.error} onRetry={list.refetch} />}
      {list.loading && <Skeleton height={64} />}
      {list.data && storages.length === 0 && (
        <EmptyState
          compact
          icon={IconDatabase}
          title={t("settings.noStorageTitle")}
          text={t("settings.noStorageText")}
          actions={addButton}
        />
      )}
      {storages.map((storage) => (
        <StorageRow key={storage.id} storage={storage} team={team} />
      ))}
      {adding && <StorageDialog teamId={team.id} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function StorageRow({ storage, team }: { storage: Storage; team: TeamDetail }) {
  const { t } = useTranslation();
  const [save, saving] = useSetting(team.id);
  const [remove] = useApiMutation(DELETE_STORAGE, { types: ["ExternalObjectStorage"] });
  const isDefault = team.setting?.defaultExternalObjectStorageId === storage.id;

  const handleDelete = async () => {
    try {
      const answer = await query(COUNT_STORAGE_PROJECTS, { id: storage.id });
      const count = answer.countProjectsByExternalObjectStorageId;
      const sure = await confirm({
        title: t("settings.deleteStorageTitle", { name: storage.bucketName }),
        body: count > 0 ? t("settings.deleteStorageUsed", { count }) : t("settings.deleteStorageText"),
        confirmLabel: t("settings.deleteStorage"),
        danger: true,
      });
      if (sure) await remove({ id: storage.id });
    } catch (error) {
      toast.error(asGlossError(error));
    }
  };

  return (
    <div className={styles.storage}>
      <IconDatabase size={18} stroke={1.5} aria-hidden />
      <div className={styles.storageText}>
        <Text strong as="div" truncate>
          {storage.bucketName}
        </Text>
        <Text tone="muted" size="small">
          {t(`settings.services.${storage.cloudService}`)}
          {storage.credentials.endpoint && ` · ${storage.credentials.endpoint}`}
        </Text>
      </div>
      {isDefault ? (
        <Badge tone="info">{t("settings.default")}</Badge>
      ) : (
        <Button
          size="small"
          loading={saving}
          onClick={() => void save({ defaultExternalObjectStorageId: storage.id })}
        >
          {t("settings.makeDefault")}
        </Button>
      )}
      <IconButton icon={IconTrash} label={t("settings.deleteStorage")} onClick={() => void handleDelete()} />
    </div>
  );
}
