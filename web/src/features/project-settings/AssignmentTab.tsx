import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiMutation, useApiQuery } from "@/api/client";
import type { ProjectAssignmentRole } from "@/api/generated/graphql";
import { Button, confirm, ErrorNotice, Inline, Section, Select, Skeleton, Stack, Text } from "@/design";
import { AssignmentGrid } from "@/features/wizard/AssignmentGrid";
import { MemberRoles, type Person } from "@/features/wizard/MemberRoles";
import { coverage, distribute, isLabeler, type Piece } from "@/features/wizard/model/assignment";
import { useMembers } from "@/features/wizard/steps/AssignmentStep";
import wizard from "@/features/wizard/wizard.module.css";
import { assigneesInput, readAssignees, type Assignees } from "./assignees";
import { GET_ASSIGNEES, REPLACE_ASSIGNEES } from "./operations";
import type { SettingsProject, TabProps } from "./ProjectSettings";
import { useSave } from "./useSave";

function piecesOf(project: SettingsProject): Piece[] {
  return (project.reviewCabinet?.documents ?? []).map((document) => ({
    key: document.id,
    fileName: document.name || document.fileName,
    part: document.part,
    weight: document.lineCount ?? 1,
  }));
}

export function AssignmentTab({ project, refetch, teamId }: TabProps & { teamId: string }) {
  const members = useMembers(teamId);
  const assigned = useApiQuery(GET_ASSIGNEES, { projectId: project.id });
  const error = members.error ?? assigned.error;
  const documents = project.reviewCabinet?.documents;
  const initial = useMemo(
    () => assigned.data && readAssignees(assigned.data.getTeamProjectAssignees, documents ?? []),
    [assigned.data, documents],
  );
  if (error) {
    const retry = () => {
      members.refetch();
      assigned.refetch();
    };
    return <ErrorNotice error={error} onRetry={retry} />;
  }
  if (!members.people || !initial) return <Skeleton height={240} />;
  const handleSaved = () => {
    assigned.refetch();
    refetch();
  };
  // A new answer of the server starts the form anew.
  return (
    <AssignmentForm
      key={JSON.stringify(initial)}
      project={project}
      people={members.people}
      initial={initial}
      onSaved={handleSaved}
    />
  );
}

interface AssignmentFormProps {
  project: SettingsProject;
  people: Person[];
  initial: Assignees;
  onSaved: () => void;
}

function AssignmentForm({ project, people, initial, onSaved }: AssignmentFormProps) {
  const { t } = useTranslation();
  const [form, setForm] = useState(initial);
  const [replace] = useApiMutation(REPLACE_ASSIGNEES, { types: ["Project"] });
  const { busy, save } = useSave(onSaved);
  const pieces = useMemo(() => piecesOf(project), [project]);
  const keys = pieces.map((piece) => piece.key);
  const labelers = people.filter((person) => isLabeler(form.roles[person.id]));
  const ids = labelers.map((person) => person.id);
  const { mode, consensus } = project.settings.conflictResolution;
  const wanted = mode === "PEER_REVIEW" ? Math.max(1, Math.min(consensus, labelers.length)) : 1;

  const setRole = (id: string, role: ProjectAssignmentRole | null) => {
    const others = Object.entries(form.roles).filter(([member]) => member !== id);
    const roles = Object.fromEntries(role ? [...others, [id, role]] : others) as Assignees["roles"];
    const grid = role && isLabeler(role) && !form.grid[id] ? { ...form.grid, [id]: keys } : form.grid;
    setForm({ ...form, roles, grid });
  };
  const setTransfer = (source: string, target: string | null) => {
    const others = Object.entries(form.transfers).filter(([id]) => id !== source);
    setForm({ ...form, transfers: Object.fromEntries(target ? [...others, [source, target]] : others) });
  };
  const handleSave = async () => {
    const gone = Object.keys(initial.roles).filter(
      (id) => isLabeler(initial.roles[id]) && !isLabeler(form.roles[id]) && !(id in form.transfers),
    );
    if (gone.length > 0) {
      const names = people.filter((person) => gone.includes(person.id)).map((person) => person.name);
      const sure = await confirm({
        title: t("projectSettings.unassignTitle", { count: gone.length }),
        body: t("projectSettings.unassignText", { names: names.join(", ") }),
        confirmLabel: t("projectSettings.unassignConfirm"),
        danger: true,
      });
      if (!sure) return;
    }
    await save(() => replace({ input: { projectId: project.id, assignees: assigneesInput(form, keys) } }));
  };
  const before = people.filter((person) => isLabeler(initial.roles[person.id]));
  const free = people.filter((person) => !isLabeler(initial.roles[person.id]) && person.userId !== null);

  return (
    <Stack gap={6}>
      <Section title={t("wizard.people")}>
        <MemberRoles people={people} roles={form.roles} onChange={setRole} />
      </Section>
      {labelers.length > 0 && (
        <Section
          title={t("wizard.advanced")}
          actions={
            <Button
              onClick={() => setForm({ ...form, grid: { ...form.grid, ...distribute(pieces, ids, wanted) } })}
            >
              {t("wizard.distribute")}
            </Button>
          }
        >
          <AssignmentGrid
            pieces={pieces}
            parts={1}
            people={labelers}
            grid={form.grid}
            counts={coverage(pieces, form.grid, ids)}
            wanted={wanted}
            onChange={(grid) => setForm({ ...form, grid })}
          />
        </Section>
      )}
      {before.length > 0 && free.length > 0 && (
        <Section title={t("projectSettings.transfer")} description={t("projectSettings.transferText")}>
          <div className={wizard.members}>
            {before.map((person) => (
              <div key={person.id} className={wizard.member}>
                <Text strong>{person.name}</Text>
                <Text tone="muted">
                  {t("projectSettings.documentCount", { count: initial.grid[person.id]?.length ?? 0 })}
                </Text>
                <Select
                  ariaLabel={t("projectSettings.transferOf", { name: person.name })}
                  placeholder={t("projectSettings.noTransfer")}
                  clearable
                  value={form.transfers[person.id] ?? null}
                  options={free.map((entry) => ({
                    value: entry.id,
                    label: entry.name,
                    disabled: Object.entries(form.transfers).some(
                      ([source, target]) => target === entry.id && source !== person.id,
                    ),
                  }))}
                  onChange={(target) => setTransfer(person.id, target)}
                />
              </div>
            ))}
          </div>
        </Section>
      )}
      <Inline>
        <Button variant="primary" loading={busy} onClick={() => void handleSave()}>
          {t("projectSettings.save")}
        </Button>
      </Inline>
    </Stack>
  );
}
