import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { GET_ME } from "@/api/account";
import { mutate, useApiQuery } from "@/api/client";
import type { VerifyInvitationLinkQuery } from "@/api/generated/graphql";
import { ACCEPT_INVITATION, VERIFY_INVITATION } from "@/api/teams";
import { Button, ErrorNotice, LinkButton, Notice, Skeleton, Stack } from "@/design";
import { AccountScreen } from "./AccountScreen";
import { useSubmit } from "./useSubmit";

/** The link in an invitation: join, or sign in or up first. */
export function InvitationPage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const key = params.get("key") ?? params.get("invitationKey") ?? "";
  const teamId = params.get("teamId") ?? "";
  const check = useApiQuery(VERIFY_INVITATION, { invitationKey: key, teamId }, { pause: !key || !teamId });
  const session = useApiQuery(GET_ME, {});
  const found = check.data?.verifyInvitationLink;
  const email = found?.email ?? "";
  const loading = check.loading || session.loading;

  return (
    <AccountScreen
      title={t("accounts.invitationTitle")}
      text={found?.isValid ? t("accounts.invitationFor", { email }) : undefined}
    >
      {loading && <Skeleton height={36} />}
      {!loading && !found?.isValid && <Expired />}
      {!loading && found?.isValid && (
        <Invited invitationKey={key} teamId={teamId} found={found} mine={session.data?.me?.email ?? null} />
      )}
    </AccountScreen>
  );
}

function Expired() {
  const { t } = useTranslation();
  return (
    <Stack>
      <Notice tone="warning">{t("accounts.invitationExpired")}</Notice>
      <LinkButton to="/">{t("errors.toProjects")}</LinkButton>
    </Stack>
  );
}

interface InvitedProps {
  invitationKey: string;
  teamId: string;
  found: VerifyInvitationLinkQuery["verifyInvitationLink"];
  /** Address of the account signed in now. */
  mine: string | null;
}

function Invited({ invitationKey, teamId, found, mine }: InvitedProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { error, busy, submit } = useSubmit();
  const email = found.email ?? "";
  const accept = () =>
    submit(async () => {
      const { acceptInvitation } = await mutate(ACCEPT_INVITATION, { invitationKey });
      await navigate(`/teams/${acceptInvitation.id}/projects`);
    });

  if (mine?.toLowerCase() === email.toLowerCase()) {
    return (
      <Stack>
        {error && <ErrorNotice error={error} />}
        <Button variant="primary" size="large" full loading={busy} onClick={() => void accept()}>
          {t("accounts.join")}
        </Button>
      </Stack>
    );
  }
  const next = new URLSearchParams({ invitationKey, email, next: `/teams/${teamId}/projects` });
  const [page, label] = found.userIsRegistered
    ? ["sign-in", "accounts.signInToJoin"]
    : ["sign-up", "accounts.signUpToJoin"];
  return (
    <Stack>
      {mine && <Notice tone="warning">{t("accounts.otherAccount", { email: mine })}</Notice>}
      <LinkButton to={`/${page}?${next.toString()}`} variant="primary" size="large" full>
        {t(label)}
      </LinkButton>
    </Stack>
  );
}
