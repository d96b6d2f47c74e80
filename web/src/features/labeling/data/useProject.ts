/** Project, settings and label sets of the labeling screen in the shape workspaces get them. */

import { useMemo } from "react";

import { useApiQuery } from "@/api/client";
import type { GlossApiError } from "@/api/errors";
import type { GetLabelingProjectQuery, GetLabelingSettingsQuery } from "@/api/generated/graphql";
import { labelSetFromWire, type WireLabelSet } from "@/editor/model/wire";
import type { LabelSet } from "@/editor/model/types";
import type { LabelingProject, LabelingSettings, ProjectKind } from "../context";
import { GET_LABELING_LABEL_SETS, GET_LABELING_PROJECT, GET_LABELING_SETTINGS } from "./operations";

type WireProject = GetLabelingProjectQuery["getProject"];
type WireSettings = GetLabelingSettingsQuery["getTextDocumentSettings"];

export interface LoadedProject {
  project: LabelingProject;
  settings: LabelingSettings;
  isArchived: boolean;
  mayReview: boolean;
  /** Roles the person holds in this project. */
  roles: Set<string>;
}

function peopleOf(wire: WireProject): LabelingProject["people"] {
  return (wire.assignees ?? []).flatMap(({ teamMember: { user } }) =>
    user?.id ? [{ userId: Number(user.id), name: user.displayName || user.name || "" }] : [],
  );
}

function projectFromWire(wire: WireProject, kinds: ProjectKind[], teamId: string | null): LabelingProject {
  return {
    id: wire.id,
    name: wire.name,
    kinds,
    teamId: wire.team?.id ?? teamId,
    status: wire.status,
    guideline: wire.guideline ? { name: wire.guideline.name, content: wire.guideline.content } : null,
    settings: {
      ...wire.settings,
      enableReviewerEditSentence: wire.settings.enableReviewerEditSentence ?? true,
    },
    people: peopleOf(wire),
  };
}

function settingsFromWire(wire: WireSettings): LabelingSettings {
  return {
    allTokensMustBeLabeled: wire.allTokensMustBeLabeled,
    allowArcDrawing: wire.allowArcDrawing,
    allowCharacterBasedLabeling: wire.allowCharacterBasedLabeling ?? false,
    allowMultiLabels: wire.allowMultiLabels,
    textLabelMaxTokenLength: wire.textLabelMaxTokenLength,
    autoScrollWhenLabeling: wire.autoScrollWhenLabeling,
    displayedRows: wire.displayedRows,
    enableTabularMarkdownParsing: wire.enableTabularMarkdownParsing ?? false,
    mediaDisplayStrategy: wire.mediaDisplayStrategy,
    viewer: wire.viewer,
    urlColumnNames: wire.viewerConfig?.urlColumnNames ?? [],
  };
}

/** Project and settings; both or an error. */
export function useProject(projectId: string, teamId: string | null, userId: string) {
  const project = useApiQuery(GET_LABELING_PROJECT, { input: { projectId, teamId } });
  const settings = useApiQuery(GET_LABELING_SETTINGS, { projectId });
  const loaded = useMemo((): LoadedProject | undefined => {
    if (!project.data || !settings.data) return undefined;
    const wire = project.data.getProject;
    const found = settings.data.getTextDocumentSettings;
    const mine = (wire.assignees ?? []).filter((entry) => entry.teamMember.user?.id === userId);
    return {
      project: projectFromWire(wire, found.kinds as ProjectKind[], teamId),
      settings: settingsFromWire(found),
      isArchived: wire.isArchived ?? false,
      mayReview: wire.isReviewByMeAllowed,
      roles: new Set(mine.map((entry) => entry.role)),
    };
  }, [project.data, settings.data, teamId, userId]);
  const error: GlossApiError | undefined = project.error ?? settings.error;
  const refetch = () => {
    project.refetch();
    settings.refetch();
  };
  return { loaded, error: loaded ? undefined : error, refetch };
}

/** Span label sets of a cabinet, by layer. */
export function useLabelSets(cabinetId: string | undefined): {
  sets: LabelSet[] | undefined;
  error: GlossApiError | undefined;
} {
  const { data, error } = useApiQuery(
    GET_LABELING_LABEL_SETS,
    { cabinetId: cabinetId ?? "" },
    { pause: !cabinetId, types: ["LabelSet"] },
  );
  const sets = useMemo(() => {
    const wire = data?.getCabinetLabelSetsById as WireLabelSet[] | undefined;
    return wire?.map(labelSetFromWire).sort((a, b) => a.index - b.index);
  }, [data]);
  return { sets, error: sets ? undefined : error };
}
