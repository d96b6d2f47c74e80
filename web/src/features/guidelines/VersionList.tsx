import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useApiQuery } from "@/api/client";
import type { GetGuidelineVersionsQuery } from "@/api/generated/graphql";
import { GET_GUIDELINE_VERSIONS } from "@/api/guidelines";
import { ErrorNotice, Skeleton, Text } from "@/design";
import { formatDateTime } from "@/util/dates";
import { diffLines, withContext } from "./diff";
import styles from "./guidelines.module.css";

type Version = GetGuidelineVersionsQuery["getGuidelineVersions"][number];

interface VersionListProps {
  guidelineId: string;
  /** Grows with every version, so that the list is fresh. */
  version: number;
  /** Show only what came after this version. */
  since?: number | null;
}

/** Versions, newest first, each with its author's note and what it changed. */
export function VersionList({ guidelineId, version, since = null }: VersionListProps) {
  const { t } = useTranslation();
  const { data, error, loading, refetch } = useApiQuery(
    GET_GUIDELINE_VERSIONS,
    { guidelineId },
    { types: ["Guideline"] },
  );
  if (error) return <ErrorNotice error={error} onRetry={refetch} />;
  if (loading || !data) return <Skeleton height={80} />;
  const all = data.getGuidelineVersions;
  const shown = since === null ? all : all.filter((one) => one.number > since);
  return (
    <ol className={styles.versions} data-version={version}>
      {shown.map((one) => (
        <li key={one.number}>
          <Text strong as="div">
            {t("guidelines.version", { number: one.number })}
            {one.isMinor && ` · ${t("guidelines.minorMark")}`}
          </Text>
          <Text tone="muted" size="small" as="div">
            {t("guidelines.by", { name: one.author?.name ?? "", when: formatDateTime(one.createdAt) })}
          </Text>
          {one.note && <p>{one.note}</p>}
          <Changes now={one} before={all.find((other) => other.number === one.number - 1)} />
        </li>
      ))}
    </ol>
  );
}

function Changes({ now, before }: { now: Version; before: Version | undefined }) {
  const { t } = useTranslation();
  const lines = useMemo(
    () =>
      before && before.content !== now.content ? withContext(diffLines(before.content, now.content)) : [],
    [now.content, before],
  );
  if (!before) return <Text tone="muted">{t("guidelines.noChange")}</Text>;
  return (
    <>
      {before.fileName !== now.fileName && (
        <p>{now.fileName ? t("guidelines.fileChanged", { name: now.fileName }) : t("guidelines.fileGone")}</p>
      )}
      {lines.length > 0 && (
        <pre className={styles.diff}>
          {lines.map((line, index) =>
            line === null ? (
              <span key={index}>…{"\n"}</span>
            ) : line.kind === "added" ? (
              <ins key={index}>{line.text || " "}</ins>
            ) : line.kind === "removed" ? (
              <del key={index}>{line.text || " "}</del>
            ) : (
              <span key={index}>
                {line.text}
                {"\n"}
              </span>
            ),
          )}
        </pre>
      )}
    </>
  );
}
