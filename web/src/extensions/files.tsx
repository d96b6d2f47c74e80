import { IconDocument } from "@/design";
import { FileList } from "@/features/labeling/frame/FileList";
import styles from "@/features/labeling/frame/frame.module.css";
import type { Extension, PanelProps } from "./types";

function FilesBody({ context }: PanelProps) {
  return (
    <FileList
      documents={context.cabinet.documents}
      currentId={context.document.id}
      reviewing={context.mode === "REVIEWER"}
      canComplete={context.canComplete}
      onOpen={context.goToDocument}
      onToggle={context.toggleDocument}
    />
  );
}

function FilesBadge({ context }: PanelProps) {
  return <span className={styles.figure}>{context.cabinet.documents.length}</span>;
}

export const files: Extension = {
  id: "FILE_COLLECTION_EXTENSION_ID",
  card: "files",
  titleKey: "extensions.files",
  textKey: "extensions.filesText",
  icon: IconDocument,
  kinds: null,
  modes: ["LABELER", "REVIEWER"],
  height: 120,
  isDefaultOn: () => true,
  isAvailable: (context) => context.cabinet.documents.length > 1,
  Body: FilesBody,
  Badge: FilesBadge,
};
