import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useParams } from "react-router";

import { useSession } from "@/app/session";
import { useWorkspace } from "@/app/workspace";
import { EmptyState, ErrorNotice, IconDocument, LinkButton, ProgressBar, Skeleton, Text } from "@/design";
import type { LabelingMode } from "./context";
import { useCabinet } from "./data/useCabinet";
import { useLabelSets, useProject, type LoadedProject } from "./data/useProject";
import styles from "./frame/frame.module.css";
import { Screen } from "./Screen";

/** The labeling screen: `/label` opens the labeler's own copy, `/review` the shared review copy. */
export function LabelingScreen() {
  const { projectId = "", documentId } = useParams();
  const location = useLocation();
  const { me } = useSession();
  const { teamId, routeId, can } = useWorkspace();
  const mode: LabelingMode = location.pathname.includes(`/projects/${projectId}/review`)
    ? "REVIEWER"
    : "LABELER";
  const userId = me.id ?? "";
  const { loaded, error, refetch } = useProject(projectId, teamId, userId);
  const base = `/teams/${routeId}/projects`;

  if (error) return <Centered>{<ErrorNotice error={error} onRetry={refetch} />}</Centered>;
  if (!loaded) return <Loading />;
  return (
    <WithCabinet
      key={`${projectId}:${mode}`}
      loaded={loaded}
      mode={mode}
      modes={modesOf(loaded, can.review, mode)}
      userId={userId}
      base={base}
      documentId={documentId}
    />
  );
}

/** Labelers have their copy, reviewers theirs; people with both roles switch. */
function modesOf(loaded: LoadedProject, mayReviewAll: boolean, current: LabelingMode): LabelingMode[] {
  const both = loaded.roles.has("LABELER_AND_REVIEWER");
  const modes = new Set<LabelingMode>([current]);
  if (both || loaded.roles.has("LABELER")) modes.add("LABELER");
  if (both || loaded.mayReview || mayReviewAll || loaded.roles.has("REVIEWER")) modes.add("REVIEWER");
  return (["LABELER", "REVIEWER"] as const).filter((mode) => modes.has(mode));
}

interface WithCabinetProps {
  loaded: LoadedProject;
  mode: LabelingMode;
  modes: LabelingMode[];
  userId: string;
  base: string;
  documentId: string | undefined;
}

function WithCabinet({ loaded, mode, modes, userId, base, documentId }: WithCabinetProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const state = useCabinet(loaded.project.id, mode);
  const labelSets = useLabelSets(state.cabinet?.id);
  const [retries, setRetries] = useState(0);
  const root = `${base}/${loaded.project.id}/${mode === "REVIEWER" ? "review" : "label"}`;
  const error = state.error ?? labelSets.error;

  if (error) {
    const retry = () => {
      setRetries(retries + 1);
      void state.refetch();
    };
    return (
      <Centered>
        <ErrorNotice error={error} onRetry={retry} />
      </Centered>
    );
  }
  if (state.preparing !== null) return <Preparing done={state.preparing} />;
  const { cabinet } = state;
  if (!cabinet || !labelSets.sets) return <Loading />;
  const current =
    cabinet.documents.find((entry) => entry.id === documentId) ??
    cabinet.documents.find((entry) => entry.id === state.lastOpenedDocumentId) ??
    cabinet.documents[0];
  if (!current) {
    return (
      <Centered>
        <EmptyState
          icon={IconDocument}
          title={t("labeling.noFiles")}
          text={t("labeling.noFilesText")}
          actions={<LinkButton to={base}>{t("labeling.back")}</LinkButton>}
        />
      </Centered>
    );
  }
  return (
    <Screen
      loaded={loaded}
      cabinetState={{ ...state, cabinet }}
      labelSets={labelSets.sets}
      document={current}
      mode={mode}
      modes={modes}
      userId={userId}
      backTo={base}
      onOpen={(id) => void navigate(`${root}/${id}`)}
      onMode={(next) =>
        void navigate(`${base}/${loaded.project.id}/${next === "REVIEWER" ? "review" : "label"}`)
      }
    />
  );
}

function Centered({ children }: { children: React.ReactNode }) {
  return (
    <div className={styles.screen}>
      <span />
      <div className={styles.center}>{children}</div>
    </div>
  );
}

function Preparing({ done }: { done: number }) {
  const { t } = useTranslation();
  return (
    <Centered>
      <div style={{ width: "min(100%, var(--form-width))" }}>
        <Text strong as="p">
          {t("labeling.preparing")}
        </Text>
        <Text tone="muted" as="p">
          {t("labeling.preparingText")}
        </Text>
        <ProgressBar value={done} max={100} label={t("labeling.preparing")} />
      </div>
    </Centered>
  );
}

/** The frame of the screen while nothing is known yet. */
function Loading() {
  return (
    <div className={styles.screen} aria-hidden>
      <header className={styles.header}>
        <Skeleton width={180} height={16} />
      </header>
      <div className={styles.loading}>
        {[90, 72, 84, 60, 78].map((width) => (
          <Skeleton key={width} width={`${width}%`} height={14} />
        ))}
      </div>
      <footer className={styles.bottom} />
    </div>
  );
}
