import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import { GET_TAGS } from "@/api/projects";
import { useWorkspace } from "@/app/workspace";
import {
  Button,
  FileDrop,
  IconButton,
  IconClose,
  IconDone,
  IconFailed,
  IconFile,
  IconRefresh,
  ProgressBar,
  Stack,
  TagField,
  Text,
  TextField,
} from "@/design";
import { ACCEPT, pairFiles, readableBytes } from "../model/files";
import type { WizardFile } from "../model/state";
import type { Wizard } from "../useWizard";
import styles from "../wizard.module.css";

interface UploadStepProps {
  wizard: Wizard;
  problems: Map<string, string>;
  maxBytes: number | undefined;
}

const SUPPORTED = ["span", "row", "document"] as const;

export function UploadStep({ wizard, problems, maxBytes }: UploadStepProps) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const { state, set } = wizard;
  const tags = useApiQuery(GET_TAGS, { input: { teamId, filter: { includeGlobalTag: false } } });
  const pairs = pairFiles(state.files);
  const failed = state.files.filter((file) => file.error && wizard.canRetry(file.id));
  return (
    <div className={styles.upload}>
      <Stack>
        <FileDrop
          multiple
          accept={ACCEPT}
          title={t("wizard.drop")}
          hint={
            maxBytes === undefined
              ? t("wizard.dropHint")
              : t("wizard.dropLimit", { most: readableBytes(maxBytes) })
          }
          onFiles={wizard.addFiles}
        />
        {state.files.length > 0 && (
          <>
            <div className={styles.previewHead}>
              <Text strong>{t("wizard.fileCount", { count: pairs.length })}</Text>
              {problems.size > 0 && (
                <span className={styles.problem}>{t("wizard.problemCount", { count: problems.size })}</span>
              )}
              <span className={styles.spring} />
              {failed.length > 1 && (
                <Button
                  size="small"
                  icon={IconRefresh}
                  onClick={() => failed.forEach((file) => wizard.retryFile(file.id))}
                >
                  {t("wizard.retryAll")}
                </Button>
              )}
            </div>
            <ul className={styles.files}>
              {state.files.map((file) => (
                <FileRow
                  key={file.id}
                  file={file}
                  problem={problems.get(file.id)}
                  companionOf={pairs.find((pair) => pair.extras.includes(file))?.document.name}
                  canRetry={Boolean(file.error) && wizard.canRetry(file.id)}
                  onRetry={() => wizard.retryFile(file.id)}
                  onRemove={() => wizard.removeFile(file.id)}
                />
              ))}
            </ul>
          </>
        )}
        <details className={styles.supported}>
          <summary>{t("wizard.supported")}</summary>
          <dl>
            {SUPPORTED.map((kind) => (
              <div key={kind} style={{ display: "contents" }}>
                <dt>{t(`wizard.kinds.${kind}.name`)}</dt>
                <dd>{t(`wizard.supportedFiles.${kind}`)}</dd>
              </div>
            ))}
          </dl>
        </details>
      </Stack>
      <Stack>
        <TextField
          label={t("wizard.name")}
          value={state.name}
          maxLength={255}
          error={state.named && !state.name.trim() ? t("wizard.nameMissing") : undefined}
          onChange={(name) => {
            set("name", name);
            set("named", true);
          }}
        />
        <TagField
          label={t("wizard.tags")}
          description={t("projects.tagsHint")}
          values={state.tags}
          suggestions={(tags.data?.getTags ?? []).map((tag) => tag.name)}
          onChange={(next) => set("tags", next)}
        />
      </Stack>
    </div>
  );
}

interface FileRowProps {
  file: WizardFile;
  problem: string | undefined;
  companionOf: string | undefined;
  canRetry: boolean;
  onRetry: () => void;
  onRemove: () => void;
}

function FileRow({ file, problem, companionOf, canRetry, onRetry, onRemove }: FileRowProps) {
  const { t } = useTranslation();
  const Icon = problem ? IconFailed : file.objectKey ? IconDone : IconFile;
  return (
    <li className={styles.file}>
      <Icon size={15} aria-hidden />
      <span className={styles.fileName} title={file.name}>
        {file.name}
      </span>
      <span className={styles.size}>{readableBytes(file.size)}</span>
      <span>
        {canRetry && (
          <IconButton
            size="small"
            icon={IconRefresh}
            label={t("wizard.retry", { name: file.name })}
            onClick={onRetry}
          />
        )}
        <IconButton
          size="small"
          icon={IconClose}
          label={t("wizard.removeFile", { name: file.name })}
          onClick={onRemove}
        />
      </span>
      {problem && (
        <span className={styles.fileNote} data-problem role="alert">
          {problem}
        </span>
      )}
      {!problem && companionOf && (
        <span className={styles.fileNote}>{t("wizard.companionOf", { name: companionOf })}</span>
      )}
      {!problem && !file.objectKey && (
        <span className={styles.fileNote}>
          <ProgressBar
            value={file.sent}
            max={Math.max(1, file.size)}
            label={t("wizard.sending", { name: file.name })}
            text={`${Math.floor((file.sent / Math.max(1, file.size)) * 100)} %`}
          />
        </span>
      )}
    </li>
  );
}
