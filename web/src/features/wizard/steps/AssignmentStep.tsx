import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import { GET_ALL_MEMBERS } from "@/api/teams";
import type { ProjectAssignmentRole } from "@/api/generated/graphql";
import { Button, Checkbox, ErrorNotice, NumberField, Section, Skeleton, Stack, Switch, Text } from "@/design";
import { AssignmentGrid } from "../AssignmentGrid";
import { coverage, distribute, isLabeler, pieces } from "../model/assignment";
import { pairFiles } from "../model/files";
import { MemberRoles, type Person } from "../MemberRoles";
import { ReviewRules } from "../ReviewRules";
import type { Wizard } from "../useWizard";
import styles from "../wizard.module.css";

interface AssignmentStepProps {
  wizard: Wizard;
  teamId: string;
}

export function useMembers(teamId: string): {
  people: Person[] | undefined;
  error: { message: string } | undefined;
  refetch: () => void;
} {
  const { data, error, refetch } = useApiQuery(GET_ALL_MEMBERS, { teamId });
  const people = useMemo(
    () =>
      data?.getTeamMembers
        .filter((member) => !member.isDeleted)
        .map((member) => ({
          id: member.id,
          userId: member.user?.id ?? null,
          name: member.user?.displayName || member.user?.email || member.invitationEmail || "",
          email: member.user?.email ?? member.invitationEmail ?? "",
          picture: member.user?.profilePicture ?? null,
        })),
    [data],
  );
  return { people, error, refetch };
}

export function AssignmentStep({ wizard, teamId }: AssignmentStepProps) {
  const { t } = useTranslation();
  const { state, patch } = wizard;
  const { assignment } = state;
  const { people, error, refetch } = useMembers(teamId);
  const [advanced, setAdvanced] = useState(assignment.grid !== null || assignment.parts > 1);
  const documents = pairFiles(state.files).map((pair) => pair.document);
  const all = pieces(documents, assignment.parts);
  const roles = assignment.roles;
  const labelers = (people ?? []).filter((person) => isLabeler(roles[person.id]));
  const labelerIds = labelers.map((person) => person.id);
  const counts = coverage(all, assignment.grid, labelerIds);
  const unassigned =
    labelers.length > 0 ? all.filter((piece) => (counts.get(piece.key) ?? 0) === 0).length : 0;
  const most = Math.max(1, labelers.length);

  const setRole = (id: string, role: ProjectAssignmentRole | null) => {
    const others = Object.entries(roles).filter(([member]) => member !== id);
    patch("assignment", { roles: Object.fromEntries(role ? [...others, [id, role]] : others) });
  };
  const everything = () => Object.fromEntries(labelerIds.map((id) => [id, all.map((piece) => piece.key)]));

  if (error) return <ErrorNotice error={error} onRetry={refetch} />;
  if (!people) return <Skeleton height={240} />;
  return (
    <Stack gap={6}>
      <Section title={t("wizard.people")} description={t("wizard.peopleText")}>
        <MemberRoles people={people} roles={roles} onChange={setRole} />
      </Section>
      <Section title={t("wizard.resolution")}>
        <ReviewRules
          rules={assignment}
          labelers={labelers.length}
          people={people}
          onChange={(change) => patch("assignment", change)}
        />
      </Section>
      <Section
        title={t("wizard.advanced")}
        description={t("wizard.advancedText")}
        actions={
          <Switch
            ariaLabel={t("wizard.advanced")}
            checked={advanced}
            onChange={(on) => {
              setAdvanced(on);
              if (!on) patch("assignment", { grid: null, parts: 1 });
            }}
          />
        }
      >
        {advanced && (
          <Stack gap={3}>
            <div className={styles.pair}>
              <NumberField
                label={t("wizard.parts")}
                description={t("wizard.partsText")}
                min={1}
                max={1000}
                value={assignment.parts}
                onChange={(parts) => patch("assignment", { parts: Math.max(1, parts ?? 1), grid: null })}
              />
            </div>
            <div className={styles.setHead}>
              <Checkbox
                label={t("wizard.everyone")}
                checked={assignment.grid === null}
                onChange={(on) => patch("assignment", { grid: on ? null : everything() })}
              />
              <span className={styles.spring} />
              <Button
                disabled={labelers.length === 0}
                onClick={() =>
                  patch("assignment", {
                    grid: distribute(
                      all,
                      labelerIds,
                      assignment.mode === "PEER_REVIEW" ? assignment.consensus : 1,
                    ),
                  })
                }
              >
                {t("wizard.distribute")}
              </Button>
            </div>
            {assignment.grid !== null && labelers.length > 0 && (
              <AssignmentGrid
                pieces={all}
                parts={assignment.parts}
                people={labelers}
                grid={assignment.grid}
                counts={counts}
                wanted={assignment.mode === "PEER_REVIEW" ? Math.min(assignment.consensus, most) : 1}
                onChange={(grid) => patch("assignment", { grid })}
              />
            )}
            {labelers.length === 0 && <Text tone="muted">{t("wizard.noLabelers")}</Text>}
            {unassigned > 0 && <Text tone="secondary">{t("wizard.unassigned", { count: unassigned })}</Text>}
          </Stack>
        )}
      </Section>
    </Stack>
  );
}
