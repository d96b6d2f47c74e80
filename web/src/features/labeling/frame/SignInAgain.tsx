import { useState } from "react";
import { useTranslation } from "react-i18next";

import { LOGIN } from "@/api/account";
import { mutate, reloadEverything } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import { useSession } from "@/app/session";
import { ErrorNotice, FormDialog, PasswordField, Stack, Text, TextField } from "@/design";
import type { Outbox } from "@/editor/oplog/outbox";
import { reconnect } from "../data/outbox";

interface SignInAgainProps {
  outbox: Outbox;
  onDone: () => void;
  onClose: () => void;
}

/** The session has ended: sign in again without leaving the work. Another account starts afresh, without this work. */
export function SignInAgain({ outbox, onDone, onClose }: SignInAgainProps) {
  const { t } = useTranslation();
  const { me } = useSession();
  const [email, setEmail] = useState(me.email ?? "");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<GlossApiError>();
  const [busy, setBusy] = useState(false);

  const submit = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { login } = await mutate(LOGIN, { input: { email: email.trim(), password } });
      if (String(login?.user?.id) !== String(me.id)) return reloadEverything("/");
      onDone();
      reconnect(outbox);
    } catch (problem) {
      setError(asGlossError(problem));
      setBusy(false);
    }
  };

  return (
    <FormDialog
      opened
      title={t("saving.signInTitle")}
      size="small"
      submitLabel={t("saving.signIn")}
      submitting={busy}
      canSubmit={email !== "" && password !== ""}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Stack>
        <Text as="p">{t("saving.signInText")}</Text>
        {error && <ErrorNotice error={error} />}
        <TextField
          label={t("accounts.email")}
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
        />
        <PasswordField
          label={t("accounts.password")}
          name="password"
          autoComplete="current-password"
          autoFocus
          value={password}
          onChange={setPassword}
        />
      </Stack>
    </FormDialog>
  );
}
