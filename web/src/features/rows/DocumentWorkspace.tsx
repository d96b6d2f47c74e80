import { createPortal } from "react-dom";
import type { WorkspaceProps } from "@/features/labeling/context";
import { DocumentAnswers } from "./DocumentAnswers";
import { DocumentViewer } from "./DocumentViewer";
import styles from "./rows.module.css";
import { useIsNarrow } from "./useIsNarrow";

/** Labeling and reviewing of whole files: a viewer, and the questions at its side. */
export function DocumentWorkspace({ context }: WorkspaceProps) {
  const narrow = useIsNarrow();
  const slot = narrow ? null : context.panel;
  const form = <DocumentAnswers key={context.document.id} context={context} reportsProgress />;
  return (
    <div className={styles.workspace}>
      <DocumentViewer key={context.document.id} context={context} />
      {slot ? createPortal(form, slot) : <div className={styles.inline}>{form}</div>}
    </div>
  );
}
