import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { useApiQuery } from "@/api/client";
import { onServerEvent } from "@/api/events";
import { ErrorNotice, Skeleton, Text } from "@/design";
import { formatDuration } from "@/util/durations";
import { GET_DOCUMENT_FIGURES } from "../operations";
import type { PanelProps } from "../types";
import styles from "./panels.module.css";

const REFRESH_MS = 60_000;

/** Time and results of this file: one's own, and for reviewers everybody's. */
export function AnalyticsPanel({ context }: PanelProps) {
  const { t } = useTranslation();
  const documentId = context.document.id;
  const { data, error, refetch } = useApiQuery(GET_DOCUMENT_FIGURES, { documentId });
  useEffect(() => {
    const timer = window.setInterval(refetch, REFRESH_MS);
    const stop = onServerEvent(
      "DOCUMENT_SAVED",
      (event) => event["documentId"] === documentId && refetch(),
      context.project.id,
    );
    return () => {
      window.clearInterval(timer);
      stop();
    };
  }, [documentId, context.project.id, refetch]);

  if (error) return <ErrorNotice error={error} onRetry={refetch} />;
  if (!data) return <Skeleton height={120} />;
  const { own, labelers, isJudged } = data.getDocumentFigures;
  return (
    <>
      <Figures figures={own} t={t} />
      {labelers.map((one) => (
        <section key={one.userId} aria-label={one.name ?? ""}>
          <Text strong as="div">
            {one.name}
          </Text>
          <Figures figures={one} t={t} />
        </section>
      ))}
      {!isJudged && context.mode === "LABELER" && (
        <Text tone="muted" size="small">
          {t("extensions.analyticsLater")}
        </Text>
      )}
    </>
  );
}

interface FiguresProps {
  figures: {
    activeMillis: number;
    labelCount: number;
    answerCount: number;
    accepted?: number | null;
    rejected?: number | null;
    conflicted?: number | null;
    missed?: number | null;
  };
  t: (key: string) => string;
}

function Figures({ figures, t }: FiguresProps) {
  const rows: [string, string | number | null | undefined][] = [
    ["analyticsTime", formatDuration(figures.activeMillis)],
    ["analyticsLabels", figures.labelCount],
    ["analyticsAnswers", figures.answerCount],
    ["analyticsAccepted", figures.accepted],
    ["analyticsRejected", figures.rejected],
    ["analyticsConflicted", figures.conflicted],
    ["analyticsMissed", figures.missed],
  ];
  return (
    <dl className={styles.figures}>
      {rows.map(([key, value]) =>
        value === null || value === undefined ? null : (
          <div key={key} style={{ display: "contents" }}>
            <dt>{t(`extensions.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
