import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiMutation } from "@/api/client";
import { useWorkspace } from "@/app/workspace";
import { Button, ErrorNotice, Inline, Section, Skeleton, Stack, Text } from "@/design";
import type { Person } from "@/features/wizard/MemberRoles";
import { isLabeler } from "@/features/wizard/model/assignment";
import { reviewInput, reviewProblem, type ReviewChoices } from "@/features/wizard/model/review";
import { DEFAULT_SETTINGS, type SettingChoices } from "@/features/wizard/model/state";
import { ReviewRules } from "@/features/wizard/ReviewRules";
import { useMembers } from "@/features/wizard/steps/AssignmentStep";
import { SettingsForm } from "@/features/wizard/steps/SettingsForm";
import { UPDATE_PROJECT_SETTINGS } from "./operations";
import type { SettingsProject, TabProps } from "./ProjectSettings";
import { useSave } from "./useSave";

export function AdministratorTab(props: TabProps) {
  const { teamId } = useWorkspace();
  return teamId === null ? (
    <SettingsOfProject {...props} people={[]} />
  ) : (
    <WithPeople {...props} teamId={teamId} />
  );
}

function WithPeople({ teamId, ...props }: TabProps & { teamId: string }) {
  const { people, error, refetch } = useMembers(teamId);
  if (error) return <ErrorNotice error={error} onRetry={refetch} />;
  return people ? <SettingsOfProject {...props} people={people} /> : <Skeleton height={240} />;
}

function choicesOf({ settings }: SettingsProject): { switches: SettingChoices; rules: ReviewChoices } {
  const {
    conflictResolution,
    labelerProjectCompletionNotification: notification,
    dynamicReviewMethod,
    dynamicReviewMemberId,
    reviewSamplingRate,
  } = settings;
  // By name: the answer also holds fields no input takes.
  const names = Object.keys(DEFAULT_SETTINGS) as (keyof SettingChoices)[];
  const switches = Object.fromEntries(
    names.map((name) => [name, settings[name] ?? DEFAULT_SETTINGS[name]]),
  ) as unknown as SettingChoices;
  return {
    switches,
    rules: {
      mode: conflictResolution.mode,
      consensus: conflictResolution.consensus,
      notify: notification?.enabled ?? false,
      threshold: notification?.threshold ?? 1,
      dynamicMethod: dynamicReviewMethod ?? null,
      dynamicMemberId: dynamicReviewMemberId ?? null,
      samplingPercent: reviewSamplingRate ? Math.round(reviewSamplingRate * 100) : null,
    },
  };
}

function SettingsOfProject({ project, kinds, refetch, people }: TabProps & { people: Person[] }) {
  const { t } = useTranslation();
  const [{ switches, rules }, setChoices] = useState(() => choicesOf(project));
  const labelers = (project.assignees ?? []).filter((entry) => isLabeler(entry.role)).length;
  const [update] = useApiMutation(UPDATE_PROJECT_SETTINGS, { types: ["Project"] });
  const { busy, save } = useSave(refetch);
  const problem = reviewProblem(rules, labelers);
  const reason = useId();
  const handleSave = () =>
    save(() => update({ input: { projectId: project.id, ...switches, ...reviewInput(rules, labelers) } }));
  return (
    <Stack gap={6}>
      <SettingsForm
        settings={switches}
        kinds={kinds}
        onChange={(change) => setChoices({ rules, switches: { ...switches, ...change } })}
      />
      <Section title={t("wizard.resolution")} description={t("projectSettings.resolutionText")}>
        <ReviewRules
          rules={rules}
          labelers={labelers}
          people={people}
          onChange={(change) => setChoices({ switches, rules: { ...rules, ...change } })}
        />
      </Section>
      <Inline>
        <Button
          variant="primary"
          loading={busy}
          {...(problem === undefined ? {} : { "aria-disabled": true, "aria-describedby": reason })}
          onClick={() => problem === undefined && void handleSave()}
        >
          {t("projectSettings.save")}
        </Button>
        <span id={reason} role="status">
          {problem && <Text tone="secondary">{problem}</Text>}
        </span>
      </Inline>
    </Stack>
  );
}
