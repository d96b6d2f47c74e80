import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiMutation } from "@/api/client";
import { asGlossError } from "@/api/errors";
import type {
  CommentNotificationType,
  GetTeamDetailQuery,
  UpdateTeamSettingInput,
} from "@/api/generated/graphql";
import { UPDATE_TEAM, UPDATE_TEAM_SETTING } from "@/api/teams";
import { Button, ErrorNotice, Form, Section, Select, Stack, Switch, TextField, toast } from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import { LogoField } from "@/features/shell/LogoField";

export type TeamDetail = GetTeamDetailQuery["getTeamDetail"];

interface TeamSectionProps {
  team: TeamDetail;
}

/** Save one setting at once; what fails is said and the control goes back. */
export function useSetting(teamId: string) {
  const [update, saving] = useApiMutation(UPDATE_TEAM_SETTING, { types: ["Team"] });
  const save = async (change: Omit<UpdateTeamSettingInput, "teamId">) => {
    try {
      await update({ input: { teamId, ...change } });
      return true;
    } catch (error) {
      toast.error(asGlossError(error));
      return false;
    }
  };
  return [save, saving] as const;
}

const NOTIFICATIONS: readonly CommentNotificationType[] = ["ALL", "OWN_AND_MENTIONED", "OFF"];

export function GeneralSettings({ team }: TeamSectionProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(team.name);
  const [logo, setLogo] = useState<File | null>(null);
  const [update] = useApiMutation(UPDATE_TEAM, { types: ["Team"] });
  const [save, saving] = useSetting(team.id);
  const { error, busy, submit } = useSubmit();
  const changed = name.trim() !== team.name || logo !== null;

  const handleSubmit = () =>
    submit(async () => {
      await update({ input: { id: team.id, name: name.trim(), ...(logo ? { logo } : {}) } });
      setLogo(null);
      toast.success(t("settings.saved"));
    });

  return (
    <>
      <Section title={t("settings.identity")}>
        <Form onSubmit={() => void handleSubmit()}>
          {error && <ErrorNotice error={error} />}
          <TextField label={t("workspace.name")} value={name} maxLength={100} onChange={setName} />
          <LogoField name={name} file={logo} current={team.logoURL} onFile={setLogo} />
          <div>
            <Button
              type="submit"
              variant="primary"
              loading={busy}
              disabled={!changed || !name.trim() || busy}
            >
              {t("settings.save")}
            </Button>
          </div>
        </Form>
      </Section>
      <Section title={t("settings.work")}>
        <Stack>
          <Switch
            label={t("settings.selfAssignment")}
            description={t("settings.selfAssignmentText")}
            checked={team.setting?.allowSelfAssignment ?? false}
            disabled={saving}
            onChange={(allowSelfAssignment) => void save({ allowSelfAssignment })}
          />
          <Form onSubmit={() => undefined}>
            <Select
              label={t("settings.comments")}
              value={team.setting?.commentNotificationType ?? "ALL"}
              disabled={saving}
              options={NOTIFICATIONS.map((value) => ({ value, label: t(`settings.notify.${value}`) }))}
              onChange={(value) => void save({ commentNotificationType: value as CommentNotificationType })}
            />
          </Form>
        </Stack>
      </Section>
    </>
  );
}
