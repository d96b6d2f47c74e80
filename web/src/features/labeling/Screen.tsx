import { lazy, Suspense, useCallback, useMemo, useState, type ComponentType } from "react";
import { useTranslation } from "react-i18next";

import { useLinkedComment } from "@/features/comments/useLinkedComment";
import { useReset } from "@/features/review/useReset";
import { useActions } from "@/actions";
import {
  IconChevronLeft,
  IconChevronRight,
  IconComment,
  IconDone,
  IconDownload,
  IconGuideline,
  IconSearch,
  IconSidebar,
  Notice,
  toast,
} from "@/design";
import type { LabelSet } from "@/editor/model/types";
import type { Canvas } from "@/extensions/canvas";
import { CommentNotices } from "@/features/comments/CommentNotices";
import {
  LabelingContextProvider,
  type LabelingContext,
  type LabelingDocument,
  type LabelingMode,
  type Progress,
  type WorkspaceProps,
} from "./context";
import { outboxOf, useOutboxGuard } from "./data/outbox";
import type { CabinetState } from "./data/useCabinet";
import { useActiveTime, useLastOpened } from "./data/usePosition";
import type { LoadedProject } from "./data/useProject";
import { BottomBar } from "./frame/BottomBar";
import { CardSlotsProvider } from "./frame/cardSlots";
import { CompleteDialog } from "./frame/CompleteDialog";
import { ExtensionPanel } from "./frame/ExtensionPanel";
import { Header } from "./frame/Header";
import { SidePanel } from "./frame/SidePanel";
import { WorkspaceSkeleton } from "./frame/WorkspaceSkeleton";
import { useCompletion } from "./frame/useCompletion";
import { usePanels } from "./frame/usePanels";
import { useUndoTargets } from "./useUndoTargets";
import styles from "./frame/frame.module.css";

interface ScreenProps {
  loaded: LoadedProject;
  cabinetState: CabinetState & { cabinet: NonNullable<CabinetState["cabinet"]> };
  labelSets: LabelSet[];
  document: LabelingDocument;
  mode: LabelingMode;
  modes: LabelingMode[];
  userId: string;
  backTo: string;
  onOpen: (documentId: string) => void;
  onMode: (mode: LabelingMode) => void;
}

function workspaceFor(kinds: readonly string[]) {
  if (kinds.includes("TOKEN_BASED")) return SpanWorkspace;
  if (kinds.includes("ROW_BASED")) return RowWorkspace;
  if (kinds.includes("DOCUMENT_BASED")) return DocumentWorkspace;
  return null;
}

// Most projects are about text: its workspace is on its way while project and cabinet are asked for.
const spanWorkspace = import("./span/SpanWorkspace");
const SpanWorkspace = lazy(async () => ({ default: (await spanWorkspace).SpanWorkspace }));
const RowWorkspace = lazy<ComponentType<WorkspaceProps>>(async () => ({
  default: (await import("@/features/rows/RowWorkspace")).RowWorkspace,
}));
const DocumentWorkspace = lazy<ComponentType<WorkspaceProps>>(async () => ({
  default: (await import("@/features/rows/DocumentWorkspace")).DocumentWorkspace,
}));

const ExportDialog = lazy(async () => ({
  default: (await import("@/features/export/ExportDialog")).ExportDialog,
}));

/** Header, workspace, panel and bottom bar around one document. */
export function Screen(props: ScreenProps) {
  const { loaded, cabinetState, labelSets, document, mode, modes, userId, backTo, onOpen, onMode } = props;
  const { t } = useTranslation();
  const { cabinet, patchDocument } = cabinetState;
  const outbox = useMemo(() => outboxOf(userId), [userId]);
  const panels = usePanels(loaded.project, mode, userId, cabinet.id);
  const { panelOpen, setPanelOpen, showPanel, panel } = panels;
  const [exporting, setExporting] = useState(false);
  const [canvas, setCanvas] = useState<Canvas | null>(null);
  const [undo, registerUndo] = useUndoTargets();
  const [progress, setProgress] = useState<Reported>({});
  const completion = useCompletion({
    projectId: loaded.project.id,
    cabinetState,
    mode,
    outbox,
    onJump: onOpen,
  });
  useOutboxGuard(outbox);
  useLinkedComment(showPanel);
  useLastOpened(cabinet.id, document.id);

  const index = cabinet.documents.findIndex((entry) => entry.id === document.id);
  const isCabinetComplete = cabinet.status === "COMPLETE";
  const readOnly = loaded.isArchived || isCabinetComplete || document.isCompleted;
  useActiveTime(document.id, !readOnly);
  useReset({
    documentId: document.id,
    fileName: document.fileName,
    teamId: loaded.project.teamId,
    isPossible: mode === "LABELER" && !readOnly,
  });

  const step = useCallback(
    (by: 1 | -1) => {
      const next = cabinet.documents[index + by];
      if (next) onOpen(next.id);
    },
    [cabinet.documents, index, onOpen],
  );
  const reportProgress = useCallback(
    (next: Progress) => {
      // Text and answers about its lines each report their part.
      setProgress((known) => merged(known, { ...next, documentId: document.id }));
      if (next.labels === undefined && next.conflicts === undefined) return;
      patchDocument(document.id, {
        ...(next.labels === undefined ? {} : { labelCount: next.labels }),
        ...(next.conflicts === undefined ? {} : { conflictCount: next.conflicts }),
      });
    },
    [document.id, patchDocument],
  );
  const notify = useCallback((message: string, tone: "info" | "error" = "info") => {
    if (tone === "error") toast.error(message);
    else toast.info(message);
  }, []);
  const { toggleDocument } = completion;
  const markDocumentComplete = useCallback(() => toggleDocument(document), [toggleDocument, document]);

  const context = useMemo(
    (): LabelingContext => ({
      project: loaded.project,
      settings: loaded.settings,
      cabinet,
      document,
      mode,
      labelSets,
      readOnly,
      userId,
      outbox,
      goToNextDocument: () => step(1),
      goToPreviousDocument: () => step(-1),
      goToDocument: onOpen,
      markDocumentComplete,
      reportProgress,
      registerUndo,
      notify,
      panel,
      canvas,
      registerCanvas: setCanvas,
      showPanel,
      canComplete: !isCabinetComplete && !loaded.isArchived,
      toggleDocument: (id) => {
        const found = cabinet.documents.find((entry) => entry.id === id);
        if (found) toggleDocument(found);
      },
    }),
    [
      loaded,
      cabinet,
      document,
      mode,
      labelSets,
      readOnly,
      userId,
      outbox,
      step,
      onOpen,
      markDocumentComplete,
      reportProgress,
      registerUndo,
      notify,
      panel,
      canvas,
      showPanel,
      isCabinetComplete,
      toggleDocument,
    ],
  );

  const { kinds } = loaded.project;
  const file = { sectionKey: "labeling.sections.file", scope: "page" } as const;
  useActions([
    {
      ...file,
      id: "labeling.nextFile",
      labelKey: "labeling.actions.nextFile",
      icon: IconChevronRight,
      shortcut: ["Alt+Right"],
      run: () => step(1),
    },
    {
      ...file,
      id: "labeling.previousFile",
      labelKey: "labeling.actions.previousFile",
      icon: IconChevronLeft,
      shortcut: ["Alt+Left"],
      run: () => step(-1),
    },
    {
      ...file,
      id: "labeling.nextFileKey",
      labelKey: "labeling.actions.nextFile",
      scope: "canvas.labeling",
      shortcut: "]",
      hidden: true,
      run: () => step(1),
    },
    {
      ...file,
      id: "labeling.previousFileKey",
      labelKey: "labeling.actions.previousFile",
      scope: "canvas.labeling",
      shortcut: "[",
      hidden: true,
      run: () => step(-1),
    },
    {
      ...file,
      id: "labeling.complete",
      labelKey: "labeling.completeDocument",
      icon: IconDone,
      shortcut: "Mod+Shift+Enter",
      run: markDocumentComplete,
    },
    {
      ...file,
      id: "labeling.export",
      labelKey: "export.open",
      icon: IconDownload,
      run: () => setExporting(true),
    },
    {
      ...file,
      id: "labeling.undo",
      labelKey: "labeling.undo",
      shortcut: "Mod+Z",
      isEnabled: () => undo?.canUndo ?? false,
      run: () => undo?.undo(),
    },
    {
      ...file,
      id: "labeling.redo",
      labelKey: "labeling.redo",
      shortcut: ["Mod+Shift+Z", "Mod+Y"],
      isEnabled: () => undo?.canRedo ?? false,
      run: () => undo?.redo(),
    },
    {
      ...file,
      id: "labeling.panel",
      labelKey: "labeling.actions.togglePanel",
      icon: IconSidebar,
      run: () => setPanelOpen(!panelOpen),
    },
    {
      ...file,
      id: "labeling.guidelines",
      labelKey: "labeling.actions.guidelines",
      icon: IconGuideline,
      scope: "canvas.labeling",
      shortcut: "G",
      isEnabled: () => loaded.project.guideline !== null,
      run: () => showPanel("guidelines"),
    },
    {
      ...file,
      id: "labeling.find",
      labelKey: "extensions.find",
      icon: IconSearch,
      shortcut: "Mod+F",
      isEnabled: () => !kinds.includes("DOCUMENT_BASED") || kinds.length > 1,
      run: () => showPanel("search", true),
    },
    {
      ...file,
      id: "labeling.comment",
      labelKey: "extensions.comment",
      icon: IconComment,
      shortcut: "Mod+Alt+M",
      run: () => showPanel("comments", true),
    },
  ]);

  const hasQuestions = kinds.length > 1 && workspaceFor(kinds) !== DocumentWorkspace;
  const openQuestions = () => showPanel("answers", true);
  const Workspace = workspaceFor(loaded.project.kinds);
  const banner = readOnlyReason(loaded.isArchived, isCabinetComplete, document.isCompleted);
  const shownProgress = progress.documentId === document.id ? progress : { labels: document.labelCount };
  return (
    <LabelingContextProvider value={context}>
      <div className={styles.screen}>
        <Header
          projectName={loaded.project.name}
          backTo={backTo}
          mode={mode}
          modes={modes}
          onMode={onMode}
          outbox={outbox}
          undo={undo}
          isComplete={isCabinetComplete}
          onComplete={loaded.isArchived ? undefined : completion.toggleCabinet}
          onExport={() => setExporting(true)}
          panelOpen={panelOpen}
          onPanel={() => setPanelOpen(!panelOpen)}
        />
        <div className={styles.middle}>
          <main className={styles.main}>
            {banner && <div className={styles.banner}>{t(banner)}</div>}
            <Suspense fallback={<WorkspaceSkeleton />}>
              {Workspace ? (
                <CardSlotsProvider value={panels.slots}>
                  <Workspace context={context} />
                </CardSlotsProvider>
              ) : (
                <Notice tone="warning">{t("labeling.unsupported")}</Notice>
              )}
            </Suspense>
          </main>
          {panelOpen && (
            <SidePanel onClose={() => setPanelOpen(false)}>
              <ExtensionPanel
                context={context}
                arrangement={panels.arrangement}
                offer={panels.offer}
                onArrange={panels.arrange}
                onSlot={panels.onSlot}
              >
                <div ref={panels.setRest} className={styles.slot} />
              </ExtensionPanel>
            </SidePanel>
          )}
        </div>
        <BottomBar
          document={document}
          index={index}
          total={cabinet.documents.length}
          mode={mode}
          progress={shownProgress}
          showLegend={mode === "REVIEWER" && loaded.project.kinds.includes("TOKEN_BASED")}
          canComplete={!isCabinetComplete && !loaded.isArchived}
          onQuestions={hasQuestions ? openQuestions : undefined}
          onPrevious={() => step(-1)}
          onNext={() => step(1)}
          onComplete={markDocumentComplete}
        />
        <DocumentExport opened={exporting} context={context} onClose={() => setExporting(false)} />
        <CommentNotices />
        {completion.dialog && <CompleteDialog {...completion.dialog} />}
      </div>
    </LabelingContextProvider>
  );
}

type Reported = Progress & { documentId?: string };

const merged = (known: Reported, next: Reported): Reported =>
  known.documentId === next.documentId ? { ...known, ...next } : next;

interface DocumentExportProps extends WorkspaceProps {
  opened: boolean;
  onClose: () => void;
}

function DocumentExport({ opened, context, onClose }: DocumentExportProps) {
  const { project, document } = context;
  if (!opened) return null;
  const file = { id: document.id, name: document.name || document.fileName };
  return (
    <Suspense fallback={null}>
      <ExportDialog
        target={{ projectId: project.id, name: project.name, kinds: project.kinds, document: file }}
        onClose={onClose}
      />
    </Suspense>
  );
}

function readOnlyReason(
  archived: boolean,
  cabinetComplete: boolean,
  documentComplete: boolean,
): string | null {
  if (archived) return "labeling.readOnly.archived";
  if (cabinetComplete) return "labeling.readOnly.cabinet";
  return documentComplete ? "labeling.readOnly.document" : null;
}
