import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asGlossError, type GlossApiError } from "@/api/errors";
import { getJson } from "@/api/rest";
import {
  Button,
  CopyField,
  EmptyState,
  ErrorNotice,
  IconMail,
  IconRefresh,
  Notice,
  Page,
  Panel,
  Skeleton,
  Stack,
  Text,
} from "@/design";
import { parseMail, type OutboxMail } from "@/util/outbox";
import styles from "./admin.module.css";

interface OutboxAnswer {
  hasMailServer: boolean;
  mails: { name: string; text: string }[];
}

interface Loaded {
  hasMailServer: boolean;
  mails: OutboxMail[];
}

/** The mails of a server without a mail server: links that someone must pass on by hand. */
export function OutboxPage() {
  const { t } = useTranslation();
  const [data, setData] = useState<Loaded>();
  const [error, setError] = useState<GlossApiError>();

  const load = useCallback(async (signal?: AbortSignal) => {
    try {
      const answer = await getJson<OutboxAnswer>("/api/admin/outbox", signal);
      setData({ ...answer, mails: answer.mails.map((mail) => parseMail(mail.name, mail.text)) });
      setError(undefined);
    } catch (problem) {
      if (!signal?.aborted) setError(asGlossError(problem));
    }
  }, []);
  useEffect(() => {
    const abort = new AbortController();
    void load(abort.signal);
    return () => abort.abort();
  }, [load]);

  return (
    <Page
      title={t("admin.outboxTitle")}
      subtitle={t("admin.outboxText")}
      narrow
      actions={
        <Button icon={IconRefresh} onClick={() => void load()}>
          {t("admin.refresh")}
        </Button>
      }
    >
      <Stack>
        {error && <ErrorNotice error={error} onRetry={() => void load()} />}
        {!data && !error && <Skeleton height={160} />}
        {data?.hasMailServer && <Notice>{t("admin.hasMailServer")}</Notice>}
        {data?.mails.length === 0 && (
          <EmptyState icon={IconMail} title={t("admin.noMailTitle")} text={t("admin.noMailText")} />
        )}
        {data?.mails.map((mail) => (
          <Panel key={mail.name}>
            <Stack gap={3}>
              <Stack gap={1}>
                <Text strong>{mail.subject}</Text>
                <Text tone="muted" size="small">
                  {t("admin.toOn", { to: mail.to, date: mail.date })}
                </Text>
              </Stack>
              <pre className={styles.text}>{mail.text}</pre>
              {mail.links.map((link) => (
                <CopyField key={link} value={link} label={t("admin.link")} />
              ))}
            </Stack>
          </Panel>
        ))}
      </Stack>
    </Page>
  );
}
