import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { REQUEST_RESET, RESET_PASSWORD, VERIFY_RESET, MIN_PASSWORD } from "@/api/account";
import { mutate, reloadEverything, useApiQuery } from "@/api/client";
import {
  Button,
  ErrorNotice,
  Form,
  LinkButton,
  Notice,
  PasswordField,
  Stack,
  TextField,
  TextLink,
} from "@/design";
import { AccountScreen } from "./AccountScreen";
import { useSubmit } from "./useSubmit";

export function RequestResetPage() {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const { error, busy, submit } = useSubmit();
  const handleSubmit = () =>
    submit(async () => {
      await mutate(REQUEST_RESET, { input: { email: email.trim() } });
      setSent(true);
    });

  return (
    <AccountScreen
      title={t("accounts.forgotTitle")}
      text={t("accounts.forgotText")}
      foot={<TextLink to="/sign-in">{t("accounts.backToSignIn")}</TextLink>}
    >
      {sent ? (
        <Notice tone="success">{t("accounts.resetSent", { email })}</Notice>
      ) : (
        <Form onSubmit={() => void handleSubmit()}>
          {error && <ErrorNotice error={error} />}
          <TextField
            label={t("accounts.email")}
            type="email"
            autoComplete="username"
            autoFocus
            value={email}
            onChange={setEmail}
          />
          <Button type="submit" variant="primary" size="large" full loading={busy} disabled={!email || busy}>
            {t("accounts.sendLink")}
          </Button>
        </Form>
      )}
    </AccountScreen>
  );
}

export function ResetPasswordPage() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const signature = params.get("signature") ?? "";
  const [password, setPassword] = useState("");
  const { error, busy, submit, errorOf } = useSubmit();
  const check = useApiQuery(VERIFY_RESET, { signature }, { pause: signature === "" });
  const invalid =
    signature === "" || check.data?.verifyResetPasswordSignature === false || check.error !== undefined;

  const handleSubmit = () =>
    submit(async () => {
      await mutate(RESET_PASSWORD, { input: { signature, password, passwordConfirmation: password } });
      reloadEverything("/");
    });

  return (
    <AccountScreen title={t("accounts.resetTitle")} text={invalid ? undefined : t("accounts.resetText")}>
      {invalid ? (
        <Stack>
          <Notice tone="warning">{t("accounts.linkExpired")}</Notice>
          <LinkButton to="/forgot-password">{t("accounts.newLink")}</LinkButton>
        </Stack>
      ) : (
        <Form onSubmit={() => void handleSubmit()}>
          {error && !error.details.field && <ErrorNotice error={error} />}
          <PasswordField
            label={t("accounts.newPassword")}
            autoComplete="new-password"
            description={t("accounts.passwordHint", { count: MIN_PASSWORD })}
            autoFocus
            value={password}
            error={errorOf("password")}
            onChange={setPassword}
          />
          <Button
            type="submit"
            variant="primary"
            size="large"
            full
            loading={busy}
            disabled={password.length < MIN_PASSWORD || busy}
          >
            {t("accounts.setPassword")}
          </Button>
        </Form>
      )}
    </AccountScreen>
  );
}
