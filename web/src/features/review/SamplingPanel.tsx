import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import { onServerEvent } from "@/api/events";
import { ErrorNotice, Notice, ProgressBar, Skeleton, Stack, Text } from "@/design";
import type { PanelProps } from "@/extensions/types";
import { GET_SAMPLING } from "./operations";

const EVENTS = ["DOCUMENT_SAVED", "REVIEW_UPDATED"] as const;
const PAUSE_MS = 500;

/** What is due and done of a sampled review, in this file and in all; follows decisions as they are saved. */
export function SamplingPanel({ context }: PanelProps) {
  const { t, i18n } = useTranslation();
  const projectId = context.project.id;
  const { data, error, refetch } = useApiQuery(GET_SAMPLING, { projectId, documentId: context.document.id });
  useEffect(() => {
    let timer: number | undefined;
    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(refetch, PAUSE_MS);
    };
    const stops = EVENTS.map((event) => onServerEvent(event, later, projectId));
    return () => {
      window.clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [projectId, refetch]);

  if (error) return <ErrorNotice error={error} onRetry={refetch} />;
  if (!data) return <Skeleton height={96} />;
  const found = data.getReviewSampling;
  if (!found) return null;
  const unit = found.unit ? t(`extensions.sampling${found.unit}`) : "";
  const here = found.documentProgress[0]?.items;
  const rate = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  return (
    <Stack gap={3}>
      <Text tone="muted" size="small">
        {t("extensions.samplingRate", { rate: rate.format(found.rate) })}
      </Text>
      {here && <Share label={t("extensions.samplingHere")} unit={unit} {...here} />}
      {found.items && <Share label={t("extensions.samplingAll")} unit={unit} {...found.items} />}
      {found.documents && (
        <Share
          label={t("extensions.samplingAll")}
          unit={t("extensions.samplingDocuments")}
          {...found.documents}
        />
      )}
      {found.isReached && <Notice tone="success">{t("extensions.samplingReached")}</Notice>}
    </Stack>
  );
}

interface ShareProps {
  label: string;
  unit: string;
  total: number;
  due: number;
  done: number;
}

function Share({ label, unit, total, due, done }: ShareProps) {
  const { t } = useTranslation();
  const name = `${unit} · ${label}`;
  return (
    <div>
      <Text size="small" as="div">
        {name}
      </Text>
      <ProgressBar value={Math.min(done, due)} max={Math.max(due, 1)} label={name} text={`${done}/${due}`} />
      <Text tone="muted" size="small" as="div">
        {t("extensions.samplingOf", { done, due, total })}
      </Text>
    </div>
  );
}
