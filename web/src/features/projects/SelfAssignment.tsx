import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useApiMutation, useApiQuery } from "@/api/client";
import { ASSIGN_MYSELF, GET_OWN_DOCUMENTS, UNASSIGN_MYSELF } from "@/api/projects";
import { useWorkspace } from "@/app/workspace";
import {
  ErrorNotice,
  FormDialog,
  Notice,
  NumberField,
  RadioGroup,
  Skeleton,
  Stack,
  Text,
  toast,
} from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import type { Project } from "./types";

interface DialogProps {
  project: Project;
  onClose: () => void;
}

/** How many documents to take; what is left when it is sent may be fewer than what is shown. */
export function TakeDialog({ project, onClose }: DialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { routeId } = useWorkspace();
  const available = project.selfAssignment.availableCount;
  const [count, setCount] = useState<number | undefined>(1);
  const [take] = useApiMutation(ASSIGN_MYSELF, { types: ["Project"] });
  const { error, busy, errorOf, submit } = useSubmit();
  const handleSubmit = () =>
    submit(async () => {
      const { assignMyself } = await take({
        input: { projectId: project.id, numberOfDocuments: count ?? 1 },
      });
      const { assignedCount, requestedCount } = assignMyself;
      const key = assignedCount < requestedCount ? "projects.takenFewer" : "projects.taken";
      toast.success(t(key, { count: assignedCount }), {
        action: {
          label: t("projects.startLabeling"),
          run: () => void navigate(`/teams/${routeId}/projects/${project.id}/label`),
        },
      });
      onClose();
    });
  const wrongNumber = errorOf("numberOfDocuments");
  return (
    <FormDialog
      opened
      size="small"
      title={t("projects.takeTitle", { name: project.name })}
      submitLabel={t("projects.takeSubmit")}
      submitting={busy}
      canSubmit={count !== undefined && count >= 1}
      onSubmit={() => void handleSubmit()}
      onClose={onClose}
    >
      <Stack>
        {error && !wrongNumber && <ErrorNotice error={error} />}
        <Text tone="secondary">{t("projects.takeText", { count: available })}</Text>
        <NumberField
          label={t("projects.takeNumber")}
          value={count}
          min={1}
          max={Math.max(Math.min(available, 1000), 1)}
          error={wrongNumber}
          autoFocus
          onChange={setCount}
        />
      </Stack>
    </FormDialog>
  );
}

/** Give back what is not complete; whoever has begun some and not begun others chooses. */
export function GiveBackDialog({ project, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState("untouched");
  const own = useApiQuery(GET_OWN_DOCUMENTS, { input: { projectId: project.id } });
  const [giveBack] = useApiMutation(UNASSIGN_MYSELF, { types: ["Project"] });
  const { error, busy, submit } = useSubmit();
  const { ownUntouchedCount: untouched = 0, ownTouchedCount: touched = 0 } =
    own.data?.getProject.selfAssignment ?? {};
  const hasChoice = untouched > 0 && touched > 0;
  const handleSubmit = () =>
    submit(async () => {
      const { unassignMyself } = await giveBack({
        input: { projectId: project.id, untouchedOnly: hasChoice && choice === "untouched" },
      });
      toast.success(t("projects.givenBack", { count: unassignMyself.unassignedCount }));
      onClose();
    });
  const problem = error ?? own.error;
  return (
    <FormDialog
      opened
      size="small"
      title={t("projects.giveBackTitle", { name: project.name })}
      submitLabel={t("projects.giveBackSubmit")}
      submitting={busy}
      canSubmit={untouched + touched > 0}
      onSubmit={() => void handleSubmit()}
      onClose={onClose}
    >
      <Stack>
        {problem && <ErrorNotice error={problem} />}
        {!own.data && !problem && <Skeleton height={60} />}
        {own.data && untouched + touched === 0 && <Notice>{t("projects.giveBackNothing")}</Notice>}
        {untouched + touched > 0 && (
          <Text tone="secondary">{t("projects.giveBackText", { count: untouched + touched })}</Text>
        )}
        {hasChoice && (
          <RadioGroup
            label={t("projects.giveBackWhich")}
            value={choice}
            options={[
              { value: "untouched", label: t("projects.giveBackUntouched", { count: untouched }) },
              { value: "all", label: t("projects.giveBackAll", { count: untouched + touched }) },
            ]}
            onChange={setChoice}
          />
        )}
      </Stack>
    </FormDialog>
  );
}
