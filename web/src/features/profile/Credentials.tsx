import { useState } from "react";
import { useTranslation } from "react-i18next";
import { UPSERT_OAUTH_CLIENT } from "@/api/account";
import { useApiMutation } from "@/api/client";
import type { UpsertOauthClientMutation } from "@/api/generated/graphql";
import { Button, confirm, CopyField, ErrorNotice, IconKey, Notice, Section, Stack, Text } from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";

type Pair = NonNullable<UpsertOauthClientMutation["upsertOauthClient"]>;

/** A shell command that asks for a token with these credentials. */
function tokenCommand({ id, secret }: Pair): string {
  return [
    `curl -X POST ${window.location.origin}/api/oauth/token \\`,
    `  -d grant_type=client_credentials \\`,
    `  -d client_id=${id} \\`,
    `  -d client_secret=${secret}`,
  ].join("\n");
}

function queryCommand(): string {
  return [
    `curl -X POST ${window.location.origin}/graphql \\`,
    `  -H "Authorization: Bearer $TOKEN" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '{"query":"{ me { email } }"}'`,
  ].join("\n");
}

/** Keys for scripts, which act as this person. The secret is shown once. */
export function Credentials() {
  const { t } = useTranslation();
  const [pair, setPair] = useState<Pair>();
  const [generate] = useApiMutation(UPSERT_OAUTH_CLIENT);
  const { error, busy, submit } = useSubmit();

  const handleGenerate = async () => {
    const sure = await confirm({
      title: t("profile.generateTitle"),
      body: t("profile.generateText"),
      confirmLabel: t("profile.generate"),
    });
    if (!sure) return;
    await submit(async () => {
      const { upsertOauthClient } = await generate({});
      setPair(upsertOauthClient ?? undefined);
    });
  };

  return (
    <Section
      title={t("profile.api")}
      description={t("profile.apiText")}
      actions={
        <Button icon={IconKey} loading={busy} onClick={() => void handleGenerate()}>
          {t("profile.generate")}
        </Button>
      }
    >
      {error && <ErrorNotice error={error} />}
      {pair && (
        <Stack>
          <Notice tone="warning">{t("profile.once")}</Notice>
          <Labelled label={t("profile.clientId")} value={pair.id} />
          <Labelled label={t("profile.clientSecret")} value={pair.secret} />
          <Labelled label={t("profile.tokenExample")} value={tokenCommand(pair)} multiline />
          <Labelled label={t("profile.queryExample")} value={queryCommand()} multiline />
        </Stack>
      )}
    </Section>
  );
}

function Labelled({ label, value, multiline }: { label: string; value: string; multiline?: boolean }) {
  return (
    <Stack gap={1}>
      <Text size="small" tone="secondary" strong>
        {label}
      </Text>
      <CopyField value={value} label={label} multiline={multiline} />
    </Stack>
  );
}
