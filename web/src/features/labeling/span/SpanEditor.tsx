import { lazy, useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";

import { Button, IconClose, Segments, useAppearance } from "@/design";
import { TextEditor } from "@/editor-react/TextEditor";
import { useSessionVersion } from "@/editor-react/useEditor";
import { Navigator } from "@/editor/session/navigator";
import type { EditorSession } from "@/editor/session/session";
import type { EditorView } from "@/editor/view/view";
import type { LabelingContext } from "../context";
import { AnswersCard } from "../frame/AnswersCard";
import { cursorReporter } from "../data/usePosition";
import frame from "../frame/frame.module.css";
import { ClassName } from "./ClassName";
import { ContextMenu } from "./ContextMenu";
import { GoToLine } from "./GoToLine";
import { LabelBox, wantsLabelBox } from "./LabelBox";
import { LabelsCard } from "./LabelsCard";
import { LineConflicts } from "./LineConflicts";
import { LineLayer } from "./LineEditor";
import { LookMenu } from "./LookMenu";
import { lookStyle, useEditorLook, type EditorLook } from "./look";
import { SpanTools } from "./SpanTools";
import { useClasses } from "./useClasses";
import { LabelTip } from "./LabelTip";
import { menuItems } from "./menuItems";
import { conflictsOf, ReviewCard } from "./ReviewCard";
import { useLinePicks } from "./useLinePicks";
import { useLines } from "./useLines";
import { useLiveLabels } from "./useLiveLabels";
import { useSpanCanvas } from "./useSpanCanvas";
import { useSpanActions } from "./useSpanActions";
import { useSpanProgress } from "./useSpanProgress";
import { useSpanSaving } from "./useSpanSaving";
import type { WorkFrom } from "./useWorkFrom";
import styles from "./span.module.css";

const LineAnswers = lazy(async () => ({ default: (await import("./LineAnswers")).LineAnswers }));

interface SpanEditorProps {
  context: LabelingContext;
  session: EditorSession;
  cursor: number;
  workFrom: WorkFrom;
  /** Lines came or went: the document must be opened anew. */
  onReordered: () => void;
}

interface MenuAt {
  hash: string | null;
  x: number;
  y: number;
}

/** One document in the text editor with its label box, menu, tooltip and extension cards. */
export function SpanEditor({ context, session, cursor, workFrom, onReordered }: SpanEditorProps) {
  const { t } = useTranslation();
  const { scheme, contrast } = useAppearance();
  const version = useSessionVersion(session);
  const navigator = useMemo(() => new Navigator(session), [session]);
  const [view, setView] = useState<EditorView | null>(null);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [hovered, setHovered] = useState<{ hash: string; rect: DOMRect } | null>(null);
  const [goingToLine, setGoingToLine] = useState(false);
  const [look, changeLook] = useEditorLook();
  const classes = useClasses(context, session);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `version` stands for the labels
  const conflicts = useMemo(() => conflictsOf(session), [session, version]);
  useSpanSaving(context, session);
  const asksAboutLines = context.project.kinds.includes("ROW_BASED");
  const picks = useLinePicks(session, asksAboutLines);
  const lines = useLines(context, session, onReordered);
  useLiveLabels(context, session, workFrom.documentId ?? context.document.id);
  useSpanProgress(context, session, version, conflicts.open.length);
  useSpanCanvas(context, session, navigator, view);
  useSpanActions({ context, session, navigator, onGoToLine: () => setGoingToLine(true) });

  useEffect(() => {
    if (view && cursor > 0) view.reveal({ line: cursor, offset: 0 }, true);
  }, [view, cursor]);

  useEffect(() => {
    const reporter = cursorReporter(context.document.id);
    const stop = session.events.on("change", () => reporter.report(session.caret.line));
    return () => {
      stop();
      reporter.flush();
    };
  }, [session, context.document.id]);

  useEffect(() => {
    session.keepsSelection = look.keepBox;
  }, [session, look.keepBox]);

  const focus = () => view?.focus();
  const commentItem = {
    label: t("comments.menu"),
    shortcut: "Mod+Alt+M",
    run: () => {
      if (menu?.hash) session.selectLabel(menu.hash);
      context.showPanel("comments", true);
    },
  };
  return (
    <>
      {workFrom.chosen && (
        <div className={frame.banner}>
          {t("labeling.readOnly.work", { name: workFrom.chosen.name })}
          <Button size="small" variant="subtle" icon={IconClose} onClick={() => workFrom.choose(null)}>
            {t("labeling.review.everyone")}
          </Button>
        </div>
      )}
      <div className={canvasClass(look)} style={lookStyle(look)}>
        <TextEditor
          session={session}
          label={context.document.fileName}
          description={t("span.speak.canvas")}
          appearance={`${scheme} ${contrast} ${JSON.stringify(look)}`}
          onView={setView}
          menu={(hash, x, y) => setMenu({ hash, x, y })}
          hover={(hash, rect) => setHovered(hash && rect ? { hash, rect } : null)}
          editLine={lines.edit}
          pickLine={picks.pick}
        />
        <Overlay session={session} look={look} onLook={changeLook} />
        <SpanTools context={context} session={session} onDone={focus} />
        <LineLayer view={view} session={session} lines={lines} onDone={focus} />
        {view && !menu && wantsLabelBox(session) && (
          <LabelBox key={session.activeLayer} session={session} view={view} classes={classes} />
        )}
        {hovered && !menu && <LabelTip context={context} session={session} {...hovered} />}
        {menu && (
          <ContextMenu
            x={menu.x}
            y={menu.y}
            items={[...menuItems(session, menu.hash, t), commentItem, ...lines.items(session.caret.line)]}
            onClose={() => {
              setMenu(null);
              focus();
            }}
          />
        )}
      </div>
      {goingToLine && (
        <GoToLine
          total={session.model.lineCount}
          current={session.caret.line}
          onClose={() => setGoingToLine(false)}
          onGo={(line) => {
            setGoingToLine(false);
            void navigator.goToLine(line).then(focus);
          }}
        />
      )}
      {context.panel &&
        createPortal(
          <>
            <LabelsCard session={session} version={version} classes={classes} onDone={() => focus()} />
            <AnswersCard context={context}>
              {asksAboutLines && (
                <LineAnswers
                  context={context}
                  documentId={workFrom.documentId}
                  session={session}
                  navigator={navigator}
                  view={view}
                  picks={picks}
                />
              )}
            </AnswersCard>
            <LineConflicts context={context} session={session} navigator={navigator} />
            {context.mode === "REVIEWER" && (
              <ReviewCard
                context={context}
                session={session}
                navigator={navigator}
                workFrom={workFrom}
                conflicts={conflicts}
              />
            )}
          </>,
          context.panel,
        )}
    </>
  );
}

const canvasClass = (look: EditorLook): string =>
  [
    styles.canvas,
    look.font === "sans" ? "" : `gx-font-${look.font}`,
    look.captions === "line" ? "gx-quiet" : "",
    look.lineNumbers ? "" : "gx-no-index",
  ]
    .filter(Boolean)
    .join(" ");

/** What the canvas is waiting for: a brush in hand, or an arrow without target. Also the selection unit. */
interface OverlayProps {
  session: EditorSession;
  look: EditorLook;
  onLook: (change: Partial<EditorLook>) => void;
}

function Overlay({ session, look, onLook }: OverlayProps) {
  const { t } = useTranslation();
  const { arrow, brush } = session;
  return (
    <div className={styles.strip}>
      {brush && (
        <span className={styles.pill} title={t("labeling.labels.brushHint")}>
          <ClassName color={brush.item.color} text={t("labeling.labels.brush", { name: brush.item.name })} />
          <button
            type="button"
            className={styles.pillClose}
            aria-label={t("labeling.labels.brushStop")}
            onClick={() => session.toggleBrush(brush.layer, brush.item)}
          >
            <IconClose size={12} aria-hidden />
          </button>
        </span>
      )}
      {arrow.step === "target" && (
        <span className={styles.pill} role="status">
          {arrow.query === ""
            ? t("labeling.box.arrowTarget")
            : t("labeling.box.arrowFind", { query: arrow.query })}
          {arrow.target && (
            <strong>{t("labeling.box.arrowTo", { text: session.model.textOf(arrow.target, 30) })}</strong>
          )}
        </span>
      )}
      {!session.readOnly && (
        <span className={styles.unit}>
          <Segments
            label={t("labeling.tools.unit")}
            value={session.unit}
            options={[
              { value: "token", label: t("labeling.tools.token") },
              { value: "character", label: t("labeling.tools.character") },
            ]}
            onChange={(unit) => session.setUnit(unit)}
          />
        </span>
      )}
      <span className={styles.look}>
        <LookMenu look={look} onChange={onLook} />
      </span>
    </div>
  );
}
