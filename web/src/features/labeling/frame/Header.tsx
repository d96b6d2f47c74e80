import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import {
  Button,
  IconArrowLeft,
  IconButton,
  IconCheck,
  IconDownload,
  IconKeyboard,
  IconRedo,
  IconRefresh,
  IconSidebar,
  IconUndo,
  Segments,
} from "@/design";
import type { Outbox } from "@/editor/oplog/outbox";
import { showOverlay } from "@/features/shell/overlay";
import type { LabelingMode, UndoTarget } from "../context";
import { SaveChip } from "./SaveChip";
import styles from "./frame.module.css";

interface HeaderProps {
  projectName: string;
  backTo: string;
  mode: LabelingMode;
  /** Modes the person may switch between. */
  modes: readonly LabelingMode[];
  onMode: (mode: LabelingMode) => void;
  outbox: Outbox;
  undo: UndoTarget | null;
  isComplete: boolean;
  /** Absent when the person may neither complete nor reopen. */
  onComplete?: (() => void) | undefined;
  onExport: () => void;
  panelOpen: boolean;
  onPanel: () => void;
  tools?: ReactNode;
}

export function Header(props: HeaderProps) {
  const {
    projectName,
    backTo,
    mode,
    modes,
    onMode,
    outbox,
    undo,
    isComplete,
    onComplete,
    onExport,
    panelOpen,
    onPanel,
  } = props;
  const { t } = useTranslation();
  const modeOptions = modes.map((value) => ({
    value,
    label: t(value === "LABELER" ? "labeling.modeLabeler" : "labeling.modeReviewer"),
  }));
  const undoLabel = undo?.undoName ? t("labeling.undoOf", { what: undo.undoName }) : t("labeling.undo");
  const redoLabel = undo?.redoName ? t("labeling.redoOf", { what: undo.redoName }) : t("labeling.redo");

  return (
    <header className={styles.header}>
      <Link to={backTo} className={styles.back} aria-label={t("labeling.back")}>
        <IconArrowLeft size={16} aria-hidden />
      </Link>
      <h1 className={styles.projectName} title={projectName}>
        {projectName}
      </h1>
      {modes.length > 1 && (
        <Segments label={t("labeling.mode")} value={mode} options={modeOptions} onChange={onMode} />
      )}
      <span className={styles.spring} />
      <SaveChip outbox={outbox} />
      <span className={styles.headerTools}>
        <IconButton
          icon={IconUndo}
          label={undoLabel}
          shortcut="Mod+Z"
          disabled={!undo?.canUndo}
          onClick={() => undo?.undo()}
        />
        <IconButton
          icon={IconRedo}
          label={redoLabel}
          shortcut="Mod+Shift+Z"
          disabled={!undo?.canRedo}
          onClick={() => undo?.redo()}
        />
        <span className={styles.wideOnly}>
          <IconButton icon={IconDownload} label={t("export.open")} onClick={onExport} />
        </span>
        <span className={styles.wideOnly}>
          <IconButton
            icon={IconKeyboard}
            label={t("shell.shortcuts")}
            shortcut="?"
            onClick={() => showOverlay("shortcuts")}
          />
        </span>
        <IconButton
          icon={IconSidebar}
          label={t(panelOpen ? "labeling.hidePanel" : "labeling.showPanel")}
          aria-pressed={panelOpen}
          onClick={onPanel}
        />
      </span>
      {onComplete && (
        <Button
          variant={isComplete ? "default" : "primary"}
          icon={isComplete ? IconRefresh : IconCheck}
          aria-label={t(isComplete ? "labeling.reopen" : "labeling.complete")}
          onClick={onComplete}
        >
          <span className={styles.wideOnly}>{t(isComplete ? "labeling.reopen" : "labeling.complete")}</span>
        </Button>
      )}
    </header>
  );
}
