import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useApiQuery } from "@/api/client";
import { GET_TEAM } from "@/api/teams";
import { useWorkspace } from "@/app/workspace";
import { EmptyState, ErrorNotice, IconSettings, Page, Skeleton, Tabs } from "@/design";
import { ExportPermissions } from "./ExportPermissions";
import { GeneralSettings } from "./GeneralSettings";
import { Storages } from "./Storages";

export function SettingsPage() {
  const { t } = useTranslation();
  const { teamId, can } = useWorkspace();
  const [params, setParams] = useSearchParams();
  const allowed = teamId !== null && can.administer;
  const team = useApiQuery(GET_TEAM, { id: teamId ?? "" }, { pause: !allowed });
  const detail = team.data?.getTeamDetail;

  if (!allowed) {
    return (
      <Page title={t("settings.title")}>
        <EmptyState icon={IconSettings} title={t("settings.adminsTitle")} text={t("settings.adminsText")} />
      </Page>
    );
  }
  return (
    <Page title={t("settings.title")} narrow>
      {team.error && <ErrorNotice error={team.error} onRetry={team.refetch} />}
      {team.loading && <Skeleton height={280} />}
      {detail && (
        <Tabs
          label={t("settings.title")}
          value={params.get("tab") ?? "general"}
          onChange={(tab) => setParams(tab === "general" ? {} : { tab }, { replace: true })}
          tabs={[
            { value: "general", label: t("settings.general"), content: <GeneralSettings team={detail} /> },
            { value: "exports", label: t("settings.exports"), content: <ExportPermissions team={detail} /> },
            { value: "storages", label: t("settings.storages"), content: <Storages team={detail} /> },
          ]}
        />
      )}
    </Page>
  );
}
