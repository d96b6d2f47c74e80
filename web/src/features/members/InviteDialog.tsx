import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiMutation } from "@/api/client";
import type { TeamMemberRole } from "@/api/generated/graphql";
import { INVITE } from "@/api/teams";
import { useSession } from "@/app/session";
import { useWorkspace } from "@/app/workspace";
import {
  Button,
  CopyField,
  Dialog,
  DialogFooter,
  ErrorNotice,
  FormDialog,
  Notice,
  RadioGroup,
  Stack,
  TagField,
  Text,
  toast,
} from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import { MAX_INVITES, parseEmails } from "./emails";
import { grantableRoles } from "./roles";

interface InviteDialogProps {
  onClose: () => void;
}

interface Invitation {
  email: string;
  link: string;
}

/** The address an invited person opens. */
export function invitationLink(key: string, teamId: string): string {
  return `${window.location.origin}/invitation?${new URLSearchParams({ key, teamId }).toString()}`;
}

export function InviteDialog({ onClose }: InviteDialogProps) {
  const { t } = useTranslation();
  const { server } = useSession();
  const { teamId, role: ownRole } = useWorkspace();
  const [texts, setTexts] = useState<string[]>([]);
  const [role, setRole] = useState<TeamMemberRole>("LABELER");
  const [sent, setSent] = useState<Invitation[]>();
  const [invite] = useApiMutation(INVITE, { types: ["TeamMember"] });
  const { error, busy, submit } = useSubmit();
  const { valid, invalid } = parseEmails(texts);

  const handleSubmit = () =>
    submit(async () => {
      if (teamId === null) return;
      const members = valid.map((email) => ({ email, role }));
      const { inviteTeamMembers } = await invite({ input: { teamId, members } });
      toast.success(t("members.invited", { count: valid.length }));
      if (server.hasMailServer) onClose();
      else
        setSent(
          inviteTeamMembers.flatMap(({ invitationEmail, invitationKey }) =>
            invitationKey
              ? [{ email: invitationEmail ?? "", link: invitationLink(invitationKey, teamId) }]
              : [],
          ),
        );
    });

  if (sent) return <SentDialog invitations={sent} onClose={onClose} />;
  return (
    <FormDialog
      opened
      title={t("members.inviteTitle")}
      submitLabel={valid.length > 0 ? t("members.send", { count: valid.length }) : t("members.sendNone")}
      submitting={busy}
      canSubmit={valid.length > 0 && invalid.length === 0 && valid.length <= MAX_INVITES}
      onSubmit={() => void handleSubmit()}
      onClose={onClose}
    >
      <Stack>
        {error && <ErrorNotice error={error} />}
        <TagField
          label={t("members.emails")}
          description={t("members.emailsHint", { max: MAX_INVITES })}
          placeholder="name@example.com"
          values={texts}
          suggestions={[]}
          autoFocus
          error={
            (invalid.length > 0 && t("members.badEmails", { list: invalid.join(", ") })) ||
            (valid.length > MAX_INVITES && t("members.tooMany", { max: MAX_INVITES, count: valid.length }))
          }
          onChange={setTexts}
        />
        <RadioGroup
          label={t("members.role")}
          value={role}
          options={grantableRoles(ownRole).map((value) => ({
            value,
            label: t(`workspace.role.${value}`),
            description: t(`workspace.roleText.${value}`),
          }))}
          onChange={(value) => setRole(value as TeamMemberRole)}
        />
        {!server.hasMailServer && <Notice>{t("members.noMail")}</Notice>}
      </Stack>
    </FormDialog>
  );
}

interface SentDialogProps {
  invitations: readonly Invitation[];
  onClose: () => void;
}

/** Without a mail server the inviter passes the links on. */
function SentDialog({ invitations, onClose }: SentDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened title={t("members.linksTitle")} onClose={onClose}>
      <Stack>
        <Text tone="muted">{t("members.linksText")}</Text>
        {invitations.map(({ email, link }) => (
          <Stack key={email} gap={1}>
            <Text size="small" strong>
              {email}
            </Text>
            <CopyField value={link} label={t("members.linkOf", { email })} />
          </Stack>
        ))}
      </Stack>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          {t("common.close")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
