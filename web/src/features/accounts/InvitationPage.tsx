import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { GET_ME } from "@/api/account";
import { mutate, useApiQuery } from "@/api/client";
import type { VerifyInvitationLinkQuery } from "@/api/generated/graphql";
import { ACCEPT_INVITATION, VERIFY_INVITATION } from "@/api/teams";
import { Button, ErrorNotice, LinkButton, Notice, Skeleton, Stack } from "@/design";
import { AccountScreen } from "./AccountScreen";
import { useSubmit } from "./useSubmit";

function useInvitation() {
  const [params] = useSearchParams();
  const key = params.get("key") ?? params.get("invitationKey") ?? "";
  const teamId = params.get("teamId") ?? "";
  const check = useApiQuery(VERIFY_INVITATION, { invitationKey: key, teamId }, { pause: !key || !teamId });
  const session = useApiQuery(GET_ME, {});
  const answer = check.data?.verifyInvitationLink;
  return {
    key,
    teamId,
    found: answer?.isValid ? answer : undefined,
    mine: session.data?.me?.email ?? null,
    loading: check.loading || session.loading,
  };
}

/** The link in an invitation: join, or sign in or up first. */
export function InvitationPage() {
  const { t } = useTranslation();
  const { key, teamId, found, mine, loading } = useInvitation();
  const text = found && t("accounts.invitationFor", { email: found.email ?? "" });
  let body = <Expired />;
  if (loading) body = <Skeleton height={36} />;
  else if (found) body = <Invited invitationKey={key} teamId={teamId} found={found} mine={mine} />;
  return (
    <AccountScreen title={t("accounts.invitationTitle")} text={text}>
      {body}
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
