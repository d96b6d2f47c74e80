import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ErrorNotice, Skeleton } from "@/design";
import type { WorkspaceProps } from "../context";
import frame from "../frame/frame.module.css";
import { SpanEditor } from "./SpanEditor";
import { useSpanSession } from "./useSpanSession";
import { useWorkFrom } from "./useWorkFrom";

/** Text with spans and arrows: the workspace of span projects. */
export function SpanWorkspace({ context }: WorkspaceProps) {
  const { t } = useTranslation();
  const workFrom = useWorkFrom(context);
  const documentId = workFrom.documentId ?? context.document.id;
  const { opened, error, retry } = useSpanSession(context, documentId);
  const [font] = useState("sans");

  if (error) {
    return (
      <div className={frame.center}>
        <ErrorNotice error={error} onRetry={retry} />
      </div>
    );
  }
  if (!opened) {
    return (
      <div className={frame.loading} role="status" aria-label={t("labeling.loading")}>
        {[92, 70, 84, 58, 76, 88, 64].map((width) => (
          <Skeleton key={width} width={`${width}%`} height={14} />
        ))}
      </div>
    );
  }
  return (
    <SpanEditor
      key={documentId}
      context={context}
      session={opened.session}
      cursor={opened.cursor}
      workFrom={workFrom}
      font={font}
    />
  );
}
