import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { GET_ME, SIGN_UP, MIN_PASSWORD } from "@/api/account";
import { mutate, reloadEverything, useApiQuery } from "@/api/client";
import { safeNext } from "@/api/session";
import { Button, ErrorNotice, Form, Notice, PasswordField, TextField, TextLink } from "@/design";
import { AccountScreen } from "./AccountScreen";
import { useSubmit } from "./useSubmit";

export function SignUpPage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const invited = params.get("email");
  const invitationKey = params.get("invitationKey");
  const [email, setEmail] = useState(invited ?? "");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { error, busy, submit, errorOf } = useSubmit();
  const { data } = useApiQuery(GET_ME, {});
  const closed = data !== undefined && data.serverInfo.signUp !== "open" && !invitationKey;
  const ready = [email.trim(), name.trim(), password.length >= MIN_PASSWORD, !busy].every(Boolean);

  const handleSubmit = () =>
    submit(async () => {
      const input = {
        email: email.trim(),
        username: name.trim(),
        password,
        passwordConfirmation: password,
        invitationKey,
      };
      await mutate(SIGN_UP, { input });
      reloadEverything(safeNext(params.get("next")));
    });

  return (
    <AccountScreen
      title={t("accounts.signUpTitle")}
      text={invitationKey ? t("accounts.invitedText") : t("accounts.signUpText")}
      foot={
        <>
          {t("accounts.haveAccount")}{" "}
          <TextLink to={`/sign-in?${params.toString()}`}>{t("accounts.signIn")}</TextLink>
        </>
      }
    >
      {closed ? (
        <Notice>{t("accounts.closed")}</Notice>
      ) : (
        <Form onSubmit={() => void handleSubmit()}>
          {error && !error.details.field && <ErrorNotice error={error} />}
          <TextField
            label={t("accounts.name")}
            name="name"
            autoComplete="name"
            autoFocus
            value={name}
            error={errorOf("username")}
            onChange={setName}
          />
          <TextField
            label={t("accounts.email")}
            type="email"
            name="email"
            autoComplete="username"
            readOnly={invited !== null}
            value={email}
            error={errorOf("email")}
            onChange={setEmail}
          />
          <PasswordField
            label={t("accounts.password")}
            name="password"
            autoComplete="new-password"
            description={t("accounts.passwordHint", { count: MIN_PASSWORD })}
            value={password}
            error={errorOf("password")}
            onChange={setPassword}
          />
          <Button type="submit" variant="primary" size="large" full loading={busy} disabled={!ready}>
            {t("accounts.signUp")}
          </Button>
        </Form>
      )}
    </AccountScreen>
  );
}
