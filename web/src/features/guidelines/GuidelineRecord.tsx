import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useApiQuery } from "@/api/client";
import { GET_GUIDELINE_READERS } from "@/api/guidelines";
import { Badge, Section, Text } from "@/design";
import { formatDate } from "@/util/dates";
import { VersionList } from "./VersionList";
import styles from "./guidelines.module.css";

interface GuidelineRecordProps {
  guidelineId: string;
  version: number;
}

/** For those who write guidelines: who has confirmed which version, and all versions. */
export function GuidelineRecord({ guidelineId, version }: GuidelineRecordProps) {
  const { t } = useTranslation();
  const { data } = useApiQuery(GET_GUIDELINE_READERS, { guidelineId }, { types: ["Guideline"] });
  const readers = useMemo(() => {
    const newest = new Map<string, NonNullable<typeof data>["getGuidelineAcknowledgements"][number]>();
    for (const one of data?.getGuidelineAcknowledgements ?? []) {
      const id = one.user.id ?? "";
      if (!newest.has(id)) newest.set(id, one);
    }
    return [...newest.values()];
  }, [data]);

  return (
    <div className={styles.record}>
      {data && (
        <Section title={t("guidelines.readers")}>
          {readers.length === 0 && <Text tone="muted">{t("guidelines.noReaders")}</Text>}
          <ul className={styles.readers}>
            {readers.map((one) => (
              <li key={one.user.id}>
                <span>{one.user.name}</span>
                <Text tone="muted" size="small">
                  {t("guidelines.readUpTo", { number: one.version, when: formatDate(one.createdAt) })}
                </Text>
                <Badge tone={one.version === version ? "success" : "warning"}>
                  {t(one.version === version ? "guidelines.isCurrent" : "guidelines.isBehind")}
                </Badge>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t("guidelines.versions")}>
        <VersionList guidelineId={guidelineId} version={version} />
      </Section>
    </div>
  );
}
