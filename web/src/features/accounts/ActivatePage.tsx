import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { ACTIVATE } from "@/api/account";
import { useApiMutation } from "@/api/client";
import { LinkButton, Notice, Skeleton, Stack } from "@/design";
import { AccountScreen } from "./AccountScreen";
import { useSubmit } from "./useSubmit";

/** The link that proves an e-mail address. */
export function ActivatePage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const [activate] = useApiMutation(ACTIVATE);
  const { error, busy, submit } = useSubmit();
  const sent = useRef(false);
  const email = params.get("email") ?? "";
  const activationCode = params.get("code") ?? "";

  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    void submit(async () => {
      await activate({ activationCode, email });
    });
  });

  return (
    <AccountScreen title={t("accounts.activateTitle")}>
      <Stack>
        {busy && <Skeleton height={36} />}
        {!busy && !error && <Notice tone="success">{t("accounts.activated", { email })}</Notice>}
        {error && <Notice tone="warning">{t("accounts.linkExpired")}</Notice>}
        <LinkButton to="/" variant="primary" size="large" full>
          {t("errors.toProjects")}
        </LinkButton>
      </Stack>
    </AccountScreen>
  );
}
