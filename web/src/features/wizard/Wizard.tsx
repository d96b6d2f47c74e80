import { useEffect, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { mutate, useApiQuery } from "@/api/client";
import { trackJob } from "@/api/jobs";
import { useWorkspace } from "@/app/workspace";
import {
  Button,
  confirm,
  EmptyState,
  ErrorNotice,
  IconCheck,
  IconCode,
  IconKey,
  LinkButton,
  Page,
  Stack,
} from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import { uuid } from "@/util/uuid";
import { Masking } from "./Masking";
import { LaunchDialog, ScriptDialog } from "./LaunchPanel";
import { kindsOf, launchInput } from "./model/input";
import { fileProblems } from "./model/files";
import { canMask } from "./model/masking";
import { stepProblem, stepsOf } from "./model/steps";
import { STEPS, type Step } from "./model/state";
import { CREATE_PROJECT, GET_SERVER_LIMITS } from "./operations";
import { AssignmentStep } from "./steps/AssignmentStep";
import { PreviewStep } from "./steps/PreviewStep";
import { SettingsForm } from "./steps/SettingsForm";
import { TasksStep } from "./steps/TasksStep";
import { UploadStep } from "./steps/UploadStep";
import { useWizard, type Wizard as WizardControls } from "./useWizard";
import styles from "./wizard.module.css";

/** Make a project in up to five steps. */
export function Wizard() {
  const { t } = useTranslation();
  const { can, routeId } = useWorkspace();
  if (can.manage) return <WizardPage />;
  return (
    <Page title={t("wizard.title")}>
      <EmptyState
        icon={IconKey}
        title={t("wizard.forbiddenTitle")}
        text={t("wizard.forbiddenText")}
        actions={<LinkButton to={`/teams/${routeId}/projects`}>{t("errors.toProjects")}</LinkButton>}
      />
    </Page>
  );
}

function WizardPage() {
  const { t } = useTranslation();
  const { teamId, routeId } = useWorkspace();
  const navigate = useNavigate();
  const wizard = useWizard(teamId);
  const { state, set } = wizard;
  const limits = useApiQuery(GET_SERVER_LIMITS, {});
  const maxBytes = limits.data?.serverInfo.maxFileBytes;
  const problems = useMemo(() => fileProblems(state.files, maxBytes), [state.files, maxBytes]);
  const [showScript, setShowScript] = useState(false);
  const [jobId, setJobId] = useState<string>();
  const { error, busy, submit } = useSubmit();
  const steps = stepsOf(teamId);
  const step = steps.includes(state.step) ? state.step : "upload";
  const at = steps.indexOf(step);
  const problem = stepProblem(step, state, problems);
  const reason = useId();
  // Not `disabled`: the button keeps the focus, so that the reason is read out with it.
  const blocked = problem === undefined ? {} : { "aria-disabled": true, "aria-describedby": reason };
  const next = steps[at + 1];
  const previous = steps[at - 1];

  const go = (to: Step) => {
    set("step", to);
    if (STEPS.indexOf(to) > STEPS.indexOf(state.reached)) set("reached", to);
  };
  useEffect(() => {
    window.scrollTo?.(0, 0);
  }, [step]);

  const launch = () =>
    submit(async () => {
      const { createProject } = await mutate(CREATE_PROJECT, { input: launchInput(state, teamId) });
      trackJob({ id: createProject.job.id, name: createProject.name, kind: "project", teamId });
      setJobId(createProject.job.id);
    });
  const handleReset = async () => {
    const sure = await confirm({
      title: t("wizard.resetTitle"),
      body: t("wizard.resetText"),
      confirmLabel: t("wizard.reset"),
      danger: true,
    });
    if (sure) wizard.clear();
  };
  const projects = `/teams/${routeId}/projects`;
  const handleDone = (projectId: string) => {
    wizard.finish();
    void navigate(`${projects}/${projectId}/${teamId === null ? "label" : "review"}`);
  };

  return (
    <Page
      title={t("wizard.title")}
      actions={
        <>
          {step === "settings" && (
            <Button icon={IconCode} onClick={() => setShowScript(true)}>
              {t("wizard.viewScript")}
            </Button>
          )}
          {(state.files.length > 0 || state.name !== "") && (
            <Button variant="subtle" onClick={() => void handleReset()}>
              {t("wizard.reset")}
            </Button>
          )}
        </>
      }
    >
      <nav aria-label={t("wizard.steps")}>
        <ol className={styles.steps}>
          {steps.map((name, index) => (
            <li key={name}>
              <button
                type="button"
                className={styles.step}
                aria-current={name === step ? "step" : undefined}
                data-done={index < at || undefined}
                disabled={STEPS.indexOf(name) > STEPS.indexOf(state.reached)}
                onClick={() => go(name)}
              >
                <span className={styles.stepNumber} aria-hidden>
                  {index < at ? <IconCheck size={12} stroke={2.5} /> : index + 1}
                </span>
                {t(`wizard.stepNames.${name}`)}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <StepBody step={step} wizard={wizard} problems={problems} maxBytes={maxBytes} teamId={teamId} />
      {error && <ErrorNotice error={error} />}
      <div className={styles.footer}>
        {previous && <Button onClick={() => go(previous)}>{t("wizard.back")}</Button>}
        <span className={styles.spring} />
        {problem && (
          <span id={reason} className={styles.reason} role="status">
            {problem}
          </span>
        )}
        {next ? (
          <Button variant="primary" {...blocked} onClick={() => !problem && go(next)}>
            {t("wizard.next")}
          </Button>
        ) : (
          <Button variant="primary" loading={busy} {...blocked} onClick={() => !problem && void launch()}>
            {t("wizard.launch")}
          </Button>
        )}
      </div>
      {showScript && <ScriptDialog input={launchInput(state, teamId)} onClose={() => setShowScript(false)} />}
      {jobId && (
        <LaunchDialog
          jobId={jobId}
          name={state.name}
          onDone={handleDone}
          onMend={() => {
            setJobId(undefined);
            set("creationId", uuid());
            go("upload");
          }}
          onLeave={() => {
            wizard.finish();
            void navigate(projects);
          }}
        />
      )}
    </Page>
  );
}

interface StepBodyProps {
  step: Step;
  wizard: WizardControls;
  problems: Map<string, string>;
  maxBytes: number | undefined;
  teamId: string | null;
}

function StepBody({ step, wizard, problems, maxBytes, teamId }: StepBodyProps) {
  const { state, patch } = wizard;
  if (step === "upload") return <UploadStep wizard={wizard} problems={problems} maxBytes={maxBytes} />;
  if (step === "preview") return <PreviewStep wizard={wizard} />;
  if (step === "tasks") return <TasksStep wizard={wizard} />;
  if (step === "assignment" && teamId !== null) return <AssignmentStep wizard={wizard} teamId={teamId} />;
  const kinds = kindsOf(state);
  return (
    <Stack gap={6}>
      <SettingsForm
        settings={state.settings}
        kinds={kinds}
        onChange={(change) => patch("settings", change)}
      />
      {canMask(kinds) && <Masking masking={state.masking} onChange={(change) => patch("masking", change)} />}
    </Stack>
  );
}
