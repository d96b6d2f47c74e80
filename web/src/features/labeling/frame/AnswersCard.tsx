import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import { Skeleton } from "@/design";
import type { WorkspaceProps } from "../context";
import { Card } from "./Card";

const DocumentAnswers = lazy(async () => ({
  default: (await import("@/features/rows/DocumentAnswers")).DocumentAnswers,
}));

/** Questions about the file, beside what is labeled in it. Shows nothing in projects without such questions. */
export function AnswersCard({ context }: WorkspaceProps) {
  const { t } = useTranslation();
  if (!context.project.kinds.includes("DOCUMENT_BASED")) return null;
  return (
    <Card id="answers" title={t("labeling.answers.title")}>
      <Suspense fallback={<Skeleton height={96} />}>
        <DocumentAnswers key={context.document.id} context={context} />
      </Suspense>
    </Card>
  );
}
