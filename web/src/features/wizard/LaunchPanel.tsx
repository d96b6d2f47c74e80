import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import type { GetCreationJobQuery, LaunchProjectInput } from "@/api/generated/graphql";
import {
  Button,
  CopyField,
  Dialog,
  DialogFooter,
  ErrorNotice,
  Notice,
  ProgressBar,
  Skeleton,
  Stack,
  Text,
} from "@/design";
import { GET_CREATION_JOB, GET_CREATION_SCRIPT } from "./operations";
import styles from "./wizard.module.css";

const POLL_MS = 700;

type Job = NonNullable<GetCreationJobQuery["getJob"]>;

interface LaunchDialogProps {
  jobId: string;
  name: string;
  onDone: (projectId: string) => void;
  /** Back to the wizard, to mend what failed; not while it runs. */
  onMend: () => void;
  /** Leave; the project goes on being made. */
  onLeave: () => void;
}

/** Follows the making of the project. */
export function LaunchDialog({ jobId, name, onDone, onMend, onLeave }: LaunchDialogProps) {
  const { t } = useTranslation();
  const [job, setJob] = useState<Job>();
  const [error, setError] = useState<GlossApiError>();
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      try {
        const { getJob } = await query(GET_CREATION_JOB, { jobId });
        if (!wanted || !getJob) return;
        setJob(getJob);
        setError(undefined);
        if (getJob.status === "DELIVERED" && getJob.resultId) return onDone(getJob.resultId);
        if (getJob.status === "FAILED" || getJob.status === "DELIVERED") return;
      } catch (problem) {
        if (wanted) setError(asGlossError(problem));
      }
      timer = setTimeout(() => void ask(), POLL_MS);
    };
    void ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- one job is followed; where it leads does not change
  }, [jobId]);

  const failed = job?.status === "FAILED";
  return (
    <Dialog
      opened
      title={t(failed ? "wizard.failedTitle" : "wizard.creatingTitle", { name })}
      onClose={failed ? onMend : onLeave}
    >
      <Stack>
        {error && <ErrorNotice error={error} />}
        {failed ? (
          <>
            <Text tone="secondary">{t("wizard.failedText")}</Text>
            {job.errors.map((problem, at) => (
              <JobProblem key={at} problem={problem} />
            ))}
          </>
        ) : (
          <>
            <ProgressBar
              value={job?.progress ?? 0}
              max={100}
              label={t("wizard.creating")}
              text={`${job?.progress ?? 0} %`}
            />
            <Text tone="muted">{t("wizard.creatingText")}</Text>
          </>
        )}
      </Stack>
      <DialogFooter>
        <Button onClick={failed ? onMend : onLeave} variant={failed ? "primary" : "default"}>
          {t(failed ? "wizard.mend" : "wizard.background")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function JobProblem({ problem }: { problem: Job["errors"][number] }) {
  const { t } = useTranslation();
  const args = (problem.args ?? {}) as { fileName?: string; line?: number; column?: number };
  const place = [
    args.fileName,
    args.line && t("wizard.atLine", { line: args.line }),
    args.column && t("wizard.atColumn", { column: args.column }),
  ];
  const hint = t(`wizard.mendHints.${problem.id}`, { defaultValue: "" });
  // Most messages name the place and the remedy themselves.
  if (args.fileName && problem.stack.startsWith(args.fileName))
    return <Notice tone="danger">{problem.stack}</Notice>;
  return (
    <Notice tone="danger">
      {place.some(Boolean) && <Text strong>{place.filter(Boolean).join(", ")} </Text>}
      {problem.stack} {hint}
    </Notice>
  );
}

/** The request a script can send to make the same project. */
export function ScriptDialog({ input, onClose }: { input: LaunchProjectInput; onClose: () => void }) {
  const { t } = useTranslation();
  const [script, setScript] = useState<string>();
  const [error, setError] = useState<GlossApiError>();
  useEffect(() => {
    query(GET_CREATION_SCRIPT, { input })
      .then(({ getProjectCreationScript }) => setScript(getProjectCreationScript))
      .catch((problem: unknown) => setError(asGlossError(problem)));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- read once, when the dialog opens
  }, []);
  return (
    <Dialog opened size="large" title={t("wizard.script")} onClose={onClose}>
      <Stack>
        <Text tone="secondary">{t("wizard.scriptText")}</Text>
        {error && <ErrorNotice error={error} />}
        {!script && !error && <Skeleton height={240} />}
        {script && (
          <div className={styles.preview}>
            <CopyField multiline label={t("wizard.script")} value={script} />
          </div>
        )}
      </Stack>
    </Dialog>
  );
}
