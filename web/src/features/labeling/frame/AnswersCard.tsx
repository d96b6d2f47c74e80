import { lazy, Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Skeleton } from "@/design";
import type { WorkspaceProps } from "../context";
import { Card } from "./Card";

const DocumentAnswers = lazy(async () => ({
  default: (await import("@/features/rows/DocumentAnswers")).DocumentAnswers,
}));

interface AnswersCardProps extends WorkspaceProps {
  /** The questions about the line, above those about the file. */
  children?: ReactNode;
}

/** Questions about the line and the file, beside what is labeled. Shows nothing in projects without questions. */
export function AnswersCard({ context, children }: AnswersCardProps) {
  const { t } = useTranslation();
  const asksAboutFile = context.project.kinds.includes("DOCUMENT_BASED");
  if (!asksAboutFile && !children) return null;
  return (
    <Card id="answers" title={t("labeling.answers.title")}>
      <Suspense fallback={<Skeleton height={96} />}>
        {children}
        {asksAboutFile && <DocumentAnswers key={context.document.id} context={context} />}
      </Suspense>
    </Card>
  );
}
