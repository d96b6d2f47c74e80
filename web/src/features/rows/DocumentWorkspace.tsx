import { createPortal } from "react-dom";
import { useActions, useScope, type Action } from "@/actions";
import type { LabelingContext, WorkspaceProps } from "@/features/labeling/context";
import { DocumentAnswers } from "./DocumentAnswers";
import { DocumentViewer } from "./DocumentViewer";
import { chooseInForm, focusForm, submitForm } from "./formKeys";
import { FormSheet } from "./FormSheet";
import styles from "./rows.module.css";
import { useIsNarrow } from "./useIsNarrow";

/** Labeling and reviewing of whole files: a viewer, and the questions at its side. */
export function DocumentWorkspace({ context }: WorkspaceProps) {
  const narrow = useIsNarrow();
  useScope("canvas.documents");
  useActions(documentActions(context));
  const slot = narrow ? null : context.panel;
  const form = <DocumentAnswers key={context.document.id} context={context} reportsProgress />;
  return (
    <div className={styles.workspace}>
      <DocumentViewer key={context.document.id} context={context} />
      {slot ? (
        createPortal(<div data-row-form>{form}</div>, slot)
      ) : (
        <FormSheet title={context.document.name || context.document.fileName}>{form}</FormSheet>
      )}
    </div>
  );
}

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Keys of document labeling outside of its fields. */
function documentActions(context: LabelingContext): Action[] {
  const answer = { sectionKey: "rows.sections.answer", scope: "canvas.documents" } as const;
  const canWrite = () => !context.readOnly;
  return [
    {
      ...answer,
      id: "document.submit",
      labelKey: "rows.actions.submit",
      scope: "page",
      shortcut: "Mod+Enter",
      isEnabled: canWrite,
      run: submitForm,
    },
    {
      ...answer,
      id: "document.skip",
      labelKey: "rows.actions.skipFile",
      scope: "page",
      shortcut: "Mod+Space",
      run: context.goToNextDocument,
    },
    {
      ...answer,
      id: "document.form",
      labelKey: "rows.actions.form",
      scope: "page",
      shortcut: "Alt+Q",
      run: focusForm,
    },
    {
      ...answer,
      id: "document.nextKey",
      labelKey: "labeling.actions.nextFile",
      shortcut: "]",
      hidden: true,
      run: context.goToNextDocument,
    },
    {
      ...answer,
      id: "document.previousKey",
      labelKey: "labeling.actions.previousFile",
      shortcut: "[",
      hidden: true,
      run: context.goToPreviousDocument,
    },
    ...DIGITS.map((place): Action => ({
      ...answer,
      id: `document.choose${place}`,
      labelKey: "rows.actions.choose",
      labelValues: { place },
      shortcut: String(place),
      hidden: true,
      isEnabled: canWrite,
      run: () => chooseInForm(place),
    })),
  ];
}
