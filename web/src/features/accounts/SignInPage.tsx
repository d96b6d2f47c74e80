import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { LOGIN } from "@/api/account";
import { mutate, reloadEverything } from "@/api/client";
import { safeNext } from "@/api/session";
import { Button, ErrorNotice, Form, PasswordField, TextField, TextLink } from "@/design";
import { AccountScreen } from "./AccountScreen";
import { useSubmit } from "./useSubmit";

export function SignInPage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const [email, setEmail] = useState(params.get("email") ?? "");
  const [password, setPassword] = useState("");
  const { error, busy, submit } = useSubmit();
  const invitationKey = params.get("invitationKey");

  const handleSubmit = () =>
    submit(async () => {
      await mutate(LOGIN, { input: { email: email.trim(), password, invitationKey } });
      reloadEverything(safeNext(params.get("next")));
    });

  return (
    <AccountScreen
      title={t("accounts.signInTitle")}
      foot={
        <>
          {t("accounts.noAccount")}{" "}
          <TextLink to={`/sign-up?${params.toString()}`}>{t("accounts.signUp")}</TextLink>
        </>
      }
    >
      <Form onSubmit={() => void handleSubmit()}>
        {error && <ErrorNotice error={error} />}
        <TextField
          label={t("accounts.email")}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <PasswordField
          label={t("accounts.password")}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <Button
          type="submit"
          variant="primary"
          size="large"
          full
          loading={busy}
          disabled={!email || !password || busy}
        >
          {t("accounts.signIn")}
        </Button>
        <TextLink to="/forgot-password">{t("accounts.forgot")}</TextLink>
      </Form>
    </AccountScreen>
  );
}
