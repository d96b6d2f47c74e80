import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApiMutation, useApiQuery } from "@/api/client";
import type { GetProjectGuidelineQuery } from "@/api/generated/graphql";
import { ACKNOWLEDGE_GUIDELINE, GET_PROJECT_GUIDELINE } from "@/api/guidelines";
import { Button, Dialog, ErrorNotice, IconCheck, Notice, Skeleton, Text, toast } from "@/design";
import type { PanelProps } from "@/extensions/types";
import frame from "@/features/labeling/frame/frame.module.css";
import { renderMarkdown } from "@/util/markdown";
import { VersionList } from "./VersionList";
import styles from "./guidelines.module.css";

const PdfPages = lazy(async () => ({ default: (await import("@/features/rows/PdfPages")).PdfPages }));

/** The project's guideline beside the work: read it, see what changed, confirm it. */
export function GuidelinePanel({ context }: PanelProps) {
  const { t } = useTranslation();
  const { project } = context;
  const { data, error, loading, refetch } = useApiQuery(GET_PROJECT_GUIDELINE, {
    input: { projectId: project.id, teamId: project.teamId },
  });
  const guideline = data?.getProject.guideline;

  if (error) return <ErrorNotice error={error} onRetry={refetch} />;
  if (loading && !data) return <Skeleton height={120} />;
  if (!guideline?.id) return <Text tone="muted">{t("guidelines.none")}</Text>;
  return <Guideline guideline={{ ...guideline, id: guideline.id }} onConfirmed={refetch} />;
}

type Loaded = NonNullable<GetProjectGuidelineQuery["getProject"]["guideline"]> & { id: string };

interface GuidelineProps {
  guideline: Loaded;
  onConfirmed: () => void;
}

function Guideline({ guideline, onConfirmed }: GuidelineProps) {
  const { t } = useTranslation();
  const [comparing, setComparing] = useState(false);
  const html = useMemo(() => renderMarkdown(guideline.content), [guideline.content]);
  const { id, version, acknowledgedVersion, needsAcknowledgement, fileUrl } = guideline;
  const known = acknowledgedVersion ?? null;
  const state =
    needsAcknowledgement || known === null
      ? t("guidelines.version", { number: version })
      : t("guidelines.confirmed", { number: known });
  return (
    <>
      {needsAcknowledgement && <Ask guideline={guideline} onConfirmed={onConfirmed} />}
      <div className={styles.bar}>
        <Text tone="muted" size="small">
          {state}
        </Text>
        {version > 1 && (
          <Button size="small" variant="subtle" onClick={() => setComparing(true)}>
            {t("guidelines.whatChanged")}
          </Button>
        )}
      </div>
      {fileUrl ? (
        <Suspense fallback={<Skeleton height={200} />}>
          <div className={styles.pdf}>
            <PdfPages key={`${id}:${version}`} address={fileUrl} />
          </div>
        </Suspense>
      ) : (
        <div className={frame.guideline} dangerouslySetInnerHTML={{ __html: html }} />
      )}
      <Dialog
        opened={comparing}
        size="large"
        title={t("guidelines.whatChanged")}
        onClose={() => setComparing(false)}
      >
        {comparing && (
          <VersionList guidelineId={id} version={version} since={needsAcknowledgement ? known : null} />
        )}
      </Dialog>
    </>
  );
}

function Ask({ guideline, onConfirmed }: GuidelineProps) {
  const { t } = useTranslation();
  const [acknowledge, busy] = useApiMutation(ACKNOWLEDGE_GUIDELINE, { types: ["Guideline"] });
  const { id, version, acknowledgedVersion } = guideline;
  const handleConfirm = async () => {
    try {
      await acknowledge({ guidelineId: id, version });
    } catch (problem) {
      toast.error(problem);
    }
    onConfirmed();
  };
  return (
    <Notice
      tone="warning"
      actions={
        <Button
          size="small"
          variant="primary"
          icon={IconCheck}
          loading={busy}
          onClick={() => void handleConfirm()}
        >
          {t("guidelines.confirm")}
        </Button>
      }
    >
      {acknowledgedVersion
        ? t("guidelines.askAgain", { number: acknowledgedVersion })
        : t("guidelines.ask", { number: version })}
    </Notice>
  );
}
