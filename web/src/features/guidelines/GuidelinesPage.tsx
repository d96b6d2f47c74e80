import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker, useSearchParams } from "react-router";
import { useActions } from "@/actions";
import { useApiMutation, useApiQuery } from "@/api/client";
import { asGlossError } from "@/api/errors";
import type { GetGuidelinesQuery } from "@/api/generated/graphql";
import { CREATE_GUIDELINE, DELETE_GUIDELINE, GET_GUIDELINES, UPDATE_GUIDELINE } from "@/api/guidelines";
import { useWorkspace } from "@/app/workspace";
import {
  Button,
  Checkbox,
  confirm,
  EmptyState,
  ErrorNotice,
  IconButton,
  IconDone,
  IconGuideline,
  IconPlus,
  IconTrash,
  Page,
  Prose,
  Skeleton,
  Stack,
  Text,
  TextArea,
  TextField,
  toast,
} from "@/design";
import { uploadFile } from "@/api/upload";
import { renderMarkdown } from "@/util/markdown";
import { GuidelineFile } from "./GuidelineFile";
import { GuidelineRecord } from "./GuidelineRecord";
import styles from "./guidelines.module.css";

type Guideline = GetGuidelinesQuery["getGuidelines"][number];

export function GuidelinesPage() {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const [params, setParams] = useSearchParams();
  const list = useApiQuery(GET_GUIDELINES, { teamId }, { types: ["Guideline"] });
  const [create, creating] = useApiMutation(CREATE_GUIDELINE, { types: ["Guideline"] });
  const guidelines = list.data?.getGuidelines ?? [];
  const current = guidelines.find((entry) => entry.id === params.get("id")) ?? guidelines[0];

  const handleCreate = async () => {
    try {
      const content = t("guidelines.template");
      const { createGuideline } = await create({
        name: freeName(t("guidelines.newName"), guidelines),
        content,
        teamId,
      });
      setParams({ id: createGuideline.id ?? "" });
    } catch (error) {
      toast.error(asGlossError(error));
    }
  };
  useActions([
    {
      id: "guidelines.create",
      labelKey: "guidelines.create",
      sectionKey: "shell.guidelines",
      icon: IconPlus,
      scope: "page",
      run: handleCreate,
    },
  ]);
  const createButton = (
    <Button variant="primary" icon={IconPlus} loading={creating} onClick={() => void handleCreate()}>
      {t("guidelines.create")}
    </Button>
  );

  return (
    <Page title={t("guidelines.title")} subtitle={t("guidelines.text")} actions={createButton}>
      {list.error && <ErrorNotice error={list.error} onRetry={list.refetch} />}
      {list.loading && <Skeleton height={320} />}
      {list.data && !current && (
        <EmptyState
          icon={IconGuideline}
          title={t("guidelines.noneTitle")}
          text={t("guidelines.noneText")}
          actions={createButton}
        />
      )}
      {current && (
        <div className={styles.split}>
          <ul className={styles.list} aria-label={t("guidelines.title")}>
            {guidelines.map((entry) => (
              <li key={entry.id}>
                <button
                  type="button"
                  className={styles.item}
                  aria-current={entry.id === current.id}
                  onClick={() => setParams({ id: entry.id ?? "" })}
                >
                  {entry.name}
                </button>
              </li>
            ))}
          </ul>
          <GuidelineEditor key={current.id} guideline={current} />
        </div>
      )}
    </Page>
  );
}

function freeName(wish: string, taken: readonly Guideline[]): string {
  const names = new Set(taken.map((entry) => entry.name));
  let name = wish;
  for (let number = 2; names.has(name); number++) name = `${wish} ${number}`;
  return name;
}

/** Text and preview side by side; saved by the button or Ctrl+S. */
function GuidelineEditor({ guideline }: { guideline: Guideline }) {
  const { t } = useTranslation();
  const [name, setName] = useState(guideline.name);
  const [content, setContent] = useState(guideline.content);
  const [update, saving] = useApiMutation(UPDATE_GUIDELINE);
  const [remove] = useApiMutation(DELETE_GUIDELINE, { types: ["Guideline"] });
  const deferred = useDeferredValue(content);
  const html = useMemo(() => renderMarkdown(deferred), [deferred]);
  const [note, setNote] = useState("");
  const [isMinor, setMinor] = useState(false);
  const hasNewText = content !== guideline.content;
  const changed = name !== guideline.name || hasNewText;
  const id = guideline.id ?? "";

  const save = async () => {
    if (!changed || !name.trim()) return;
    try {
      await update({ id, name: name.trim(), content, note, isMinor });
      setNote("");
      setMinor(false);
    } catch (error) {
      toast.error(asGlossError(error));
    }
  };
  const handleFile = async (file: File | null) => {
    try {
      const fileKey = file ? (await uploadFile(file)).objectKey : "";
      await update({ id, fileKey, note, isMinor });
    } catch (error) {
      toast.error(asGlossError(error));
    }
  };
  const handleDelete = async () => {
    const sure = await confirm({
      title: t("guidelines.deleteTitle", { name: guideline.name }),
      body: t("guidelines.deleteText"),
      confirmLabel: t("guidelines.delete"),
      danger: true,
    });
    if (!sure) return;
    try {
      await remove({ id });
    } catch (error) {
      toast.error(asGlossError(error));
    }
  };
  useActions([
    {
      id: "guidelines.save",
      labelKey: "guidelines.save",
      sectionKey: "shell.guidelines",
      shortcut: "Mod+S",
      scope: "page",
      isEnabled: () => changed,
      run: save,
    },
  ]);
  useUnsavedGuard(changed);

  return (
    <div>
      <div className={styles.head}>
        <TextField className={styles.name} ariaLabel={t("guidelines.name")} value={name} onChange={setName} />
        {changed ? <Text tone="muted">{t("guidelines.unsaved")}</Text> : <Saved />}
        <Button
          variant="primary"
          disabled={!changed || !name.trim()}
          loading={saving}
          onClick={() => void save()}
        >
          {t("guidelines.save")}
        </Button>
        <IconButton icon={IconTrash} label={t("guidelines.delete")} onClick={() => void handleDelete()} />
      </div>
      {hasNewText && (
        <div className={styles.note}>
          <TextField
            className={styles.name}
            ariaLabel={t("guidelines.note")}
            placeholder={t("guidelines.note")}
            maxLength={1000}
            value={note}
            onChange={setNote}
          />
          <Checkbox label={t("guidelines.minor")} checked={isMinor} onChange={setMinor} />
        </div>
      )}
      <GuidelineFile fileName={guideline.fileName ?? null} onFile={(file) => void handleFile(file)} />
      <div className={styles.panes}>
        <TextArea ariaLabel={t("guidelines.content")} value={content} mono fill onChange={setContent} />
        <section className={styles.preview} aria-label={t("guidelines.preview")}>
          <Prose html={html} />
        </section>
      </div>
      <GuidelineRecord guidelineId={id} version={guideline.version} />
    </div>
  );
}

function Saved() {
  const { t } = useTranslation();
  return (
    <Stack gap={1}>
      <Text tone="muted">
        <IconDone size={13} aria-hidden /> {t("guidelines.saved")}
      </Text>
    </Stack>
  );
}

/** Ask before unsaved text is left behind. */
function useUnsavedGuard(changed: boolean): void {
  const { t } = useTranslation();
  const blocker = useBlocker(changed);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    const ask = async () => {
      const sure = await confirm({
        title: t("guidelines.leaveTitle"),
        body: t("guidelines.leaveText"),
        confirmLabel: t("guidelines.leave"),
        danger: true,
      });
      if (sure) blocker.proceed();
      else blocker.reset();
    };
    void ask();
  }, [blocker, t]);
  useEffect(() => {
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [changed]);
}
