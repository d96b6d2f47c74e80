import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CHANGE_PASSWORD, UPDATE_PROFILE, MIN_PASSWORD } from "@/api/account";
import { useApiMutation } from "@/api/client";
import { usePreferences } from "@/app/preferences";
import { useSession } from "@/app/session";
import {
  Button,
  ErrorNotice,
  Form,
  Page,
  PasswordField,
  Section,
  Segments,
  Select,
  Stack,
  Switch,
  TextField,
  toast,
} from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import { isLanguage, LANGUAGES } from "@/i18n";
import { Credentials } from "./Credentials";

export function ProfilePage() {
  const { t } = useTranslation();
  return (
    <Page title={t("profile.title")} narrow>
      <NameSection />
      <AppearanceSection />
      <PasswordSection />
      <Credentials />
    </Page>
  );
}

function NameSection() {
  const { t } = useTranslation();
  const { me, refetch } = useSession();
  const [name, setName] = useState(me.displayName);
  const [update] = useApiMutation(UPDATE_PROFILE, { types: ["User"] });
  const { error, busy, submit } = useSubmit();
  const handleSubmit = () =>
    submit(async () => {
      await update({ input: { displayName: name.trim(), name: name.trim() } });
      refetch();
      toast.success(t("profile.saved"));
    });
  return (
    <Section title={t("profile.account")}>
      <Form onSubmit={() => void handleSubmit()}>
        {error && <ErrorNotice error={error} />}
        <TextField label={t("accounts.email")} value={me.email} readOnly onChange={() => undefined} />
        <TextField
          label={t("accounts.name")}
          value={name}
          autoComplete="name"
          maxLength={150}
          onChange={setName}
        />
        <div>
          <Button
            type="submit"
            variant="primary"
            loading={busy}
            disabled={!name.trim() || name.trim() === me.displayName || busy}
          >
            {t("profile.save")}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

function AppearanceSection() {
  const { t, i18n } = useTranslation();
  const { scheme, setScheme, contrast, setContrast, setLanguage } = usePreferences();
  return (
    <Section title={t("shell.theme")} description={t("profile.appearanceText")}>
      <Stack>
        <div>
          <Segments
            label={t("shell.theme")}
            value={scheme}
            options={[
              { value: "auto", label: t("shell.themeAuto") },
              { value: "light", label: t("shell.themeLight") },
              { value: "dark", label: t("shell.themeDark") },
            ]}
            onChange={setScheme}
          />
        </div>
        <Switch
          label={t("shell.highContrast")}
          checked={contrast === "high"}
          onChange={(on) => setContrast(on ? "high" : "normal")}
        />
        <Form onSubmit={() => undefined}>
          <Select
            label={t("profile.language")}
            value={i18n.language}
            options={Object.entries(LANGUAGES).map(([value, { name }]) => ({ value, label: name }))}
            onChange={(value) => isLanguage(value) && setLanguage(value)}
          />
        </Form>
      </Stack>
    </Section>
  );
}

function PasswordSection() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [change] = useApiMutation(CHANGE_PASSWORD);
  const { error, busy, submit, errorOf } = useSubmit();
  const handleSubmit = () =>
    submit(async () => {
      await change({ input: { currentPassword: current, newPassword: next } });
      setCurrent("");
      setNext("");
      toast.success(t("profile.passwordChanged"));
    });
  return (
    <Section title={t("profile.password")} description={t("profile.passwordText")}>
      <Form onSubmit={() => void handleSubmit()}>
        {error && !error.details.field && <ErrorNotice error={error} />}
        <PasswordField
          label={t("profile.currentPassword")}
          autoComplete="current-password"
          value={current}
          error={errorOf("currentPassword")}
          onChange={setCurrent}
        />
        <PasswordField
          label={t("accounts.newPassword")}
          autoComplete="new-password"
          description={t("accounts.passwordHint", { count: MIN_PASSWORD })}
          value={next}
          error={errorOf("newPassword")}
          onChange={setNext}
        />
        <div>
          <Button type="submit" loading={busy} disabled={!current || next.length < MIN_PASSWORD || busy}>
            {t("profile.changePassword")}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
