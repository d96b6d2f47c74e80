import { ErrorNotice } from "@/design";
import type { WorkspaceProps } from "../context";
import { WorkspaceSkeleton } from "../frame/WorkspaceSkeleton";
import frame from "../frame/frame.module.css";
import { SpanEditor } from "./SpanEditor";
import { useSpanSession } from "./useSpanSession";
import { useWorkFrom } from "./useWorkFrom";

/** Text with spans and arrows: the workspace of span projects. */
export function SpanWorkspace({ context }: WorkspaceProps) {
  const workFrom = useWorkFrom(context);
  const documentId = workFrom.documentId ?? context.document.id;
  const { opened, error, retry, reopen } = useSpanSession(context, documentId);

  if (error) {
    return (
      <div className={frame.center}>
        <ErrorNotice error={error} onRetry={retry} />
      </div>
    );
  }
  if (!opened) return <WorkspaceSkeleton />;
  return (
    <SpanEditor
      key={documentId}
      context={context}
      session={opened.session}
      cursor={opened.cursor}
      workFrom={workFrom}
      onReordered={reopen}
    />
  );
}
