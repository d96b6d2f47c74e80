import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaDisplayStrategy, TextDocumentViewer } from "@/api/generated/graphql";
import {
  Button,
  Checkbox,
  EmptyState,
  IconFile,
  MultiSelect,
  Notice,
  NumberField,
  Select,
  Skeleton,
  Stack,
  Switch,
  Text,
} from "@/design";
import { kindsOf } from "../model/input";
import { t } from "@/i18n";
import { pairFiles } from "../model/files";
import type { ColumnChoice, WizardFile, WizardState } from "../model/state";
import type { Wizard } from "../useWizard";
import styles from "../wizard.module.css";
import { ColumnList } from "./ColumnList";
import { PreviewLines, type PreviewLine } from "./PreviewLines";
import { usePreview, useRereading, type Preview } from "./usePreview";

const TOKENIZERS = ["WINK", "WHITE_SPACE", "CHARACTER", "CHINESE", "JAPANESE", "THAI"];

export function PreviewStep({ wizard }: { wizard: Wizard }) {
  const { state, patch } = wizard;
  const documents = pairFiles(state.files).map((pair) => pair.document);
  const [wanted, setChosen] = useState(documents[0]?.id ?? null);
  const file = documents.find(({ id }) => id === wanted) ?? documents[0];
  const chosen = file?.id ?? null;
  const { preview, error, stale } = usePreview(wizard, chosen);
  useRereading(wizard, chosen);
  const kinds = kindsOf(state);
  const isSpan = kinds.includes("TOKEN_BASED");
  const isTable = kinds.includes("ROW_BASED") && !isSpan;
  const names = preview?.columns;

  // The file's names replace chosen ones when their number differs, since each needs a name.
  useEffect(() => {
    if (!isTable || !names || names.length === 0 || stale) return;
    if (state.preview.columns?.length === names.length) return;
    patch("preview", {
      columns: names.map((name): ColumnChoice => ({ name, displayed: true, labelerRestricted: false })),
    });
  }, [isTable, names, stale, state.preview.columns, patch]);

  return (
    <div className={styles.columns}>
      <Stack>
        <FileChoice state={state} documents={documents} chosen={chosen} onChoose={setChosen} />
        <ReadingSettings wizard={wizard} isSpan={isSpan} isTable={isTable} />
      </Stack>
      <Shown
        preview={preview}
        error={error}
        fileName={file?.name}
        onRemove={chosen && preview?.error ? () => wizard.removeFile(chosen) : undefined}
        stale={stale}
        columns={isTable ? (state.preview.columns ?? []) : []}
        isTable={isTable}
        showTokens={isSpan}
      />
    </div>
  );
}

interface ReadingSettingsProps {
  wizard: Wizard;
  isSpan: boolean;
  isTable: boolean;
}

function ReadingSettings({ wizard, isSpan, isTable }: ReadingSettingsProps) {
  const { t } = useTranslation();
  const { state, patch } = wizard;
  return (
    <>
      {isSpan && <TextSettings wizard={wizard} />}
      {isTable && <TableSettings wizard={wizard} />}
      {!isSpan && (
        <Switch
          label={t("wizard.markdown")}
          description={t("wizard.markdownHint")}
          checked={state.preview.markdown}
          onChange={(markdown) => patch("preview", { markdown })}
        />
      )}
    </>
  );
}

interface FileChoiceProps {
  state: WizardState;
  documents: readonly WizardFile[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
}

function FileChoice({ state, documents, chosen, onChoose }: FileChoiceProps) {
  const { t } = useTranslation();
  if (documents.length < 2) return null;
  const labelOf = ({ id, name }: WizardFile) =>
    state.unreadable[id] ? t("wizard.previewUnreadable", { name }) : name;
  return (
    <Select
      label={t("wizard.previewOf")}
      value={chosen}
      searchable
      options={documents.map((file) => ({ value: file.id, label: labelOf(file) }))}
      onChange={onChoose}
    />
  );
}

interface ShownProps {
  preview: Preview | undefined;
  error: string | undefined;
  fileName: string | undefined;
  /** Given when the file cannot be read. */
  onRemove: (() => void) | undefined;
  stale: boolean;
  columns: readonly ColumnChoice[];
  isTable: boolean;
  showTokens: boolean;
}

function Shown({ preview, error, fileName, onRemove, stale, ...look }: ShownProps) {
  const { t } = useTranslation();
  const lines = (preview?.lines ?? []) as PreviewLine[];
  const problem = error ?? preview?.error;
  return (
    <div>
      <div className={styles.previewHead} aria-live="polite">
        <Text strong>{t("wizard.preview")}</Text>
        {preview && !stale && <Text tone="muted">{summaryOf(preview, lines.length)}</Text>}
      </div>
      <Stack gap={2}>
        {problem && <Problem text={problem} fileName={fileName} onRemove={onRemove} />}
        {preview?.warnings.map((warning) => (
          <Notice key={warning} tone="warning">
            {warning}
          </Notice>
        ))}
        {!preview && !error && fileName && <Skeleton height={280} />}
        {preview && lines.length === 0 && !preview.error && (
          <EmptyState compact icon={IconFile} title={t("wizard.mediaTitle")} text={t("wizard.mediaText")} />
        )}
        {lines.length > 0 && <PreviewLines lines={lines} {...look} />}
      </Stack>
    </div>
  );
}

interface ProblemProps extends Pick<ShownProps, "fileName" | "onRemove"> {
  text: string;
}

function Problem({ text, fileName, onRemove }: ProblemProps) {
  const { t } = useTranslation();
  const remove = onRemove && (
    <Button size="small" onClick={onRemove}>
      {t("wizard.removeFile", { name: fileName })}
    </Button>
  );
  return (
    <Notice tone="danger" actions={remove}>
      {text}
    </Notice>
  );
}

function summaryOf(preview: Preview, shown: number): string {
  const size =
    preview.lineCount === null
      ? t("wizard.firstLines", { count: shown })
      : t("wizard.lineCount", { count: preview.lineCount });
  return `${preview.detectedFormat.replaceAll("_", " ")} · ${size}`;
}

function TextSettings({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation();
  const { state, patch } = wizard;
  return (
    <>
      <Select
        label={t("wizard.separator")}
        value={state.preview.sentenceSeparator}
        options={[
          { value: "\n", label: t("wizard.separators.line") },
          { value: ".", label: t("wizard.separators.dot") },
        ]}
        onChange={(value) => patch("preview", { sentenceSeparator: value ?? "\n" })}
      />
      <Select
        label={t("wizard.tokenizer")}
        description={t(`wizard.tokenizerHints.${state.preview.tokenizer}`)}
        value={state.preview.tokenizer}
        options={TOKENIZERS.map((value) => ({ value, label: t(`wizard.tokenizers.${value}`) }))}
        onChange={(value) => patch("preview", { tokenizer: value ?? "WINK" })}
      />
    </>
  );
}

function TableSettings({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation();
  const { state, patch } = wizard;
  const { preview } = state;
  const names = (preview.columns ?? []).map((column) => column.name);
  return (
    <>
      <Checkbox
        label={t("wizard.header")}
        checked={preview.firstRowAsHeader}
        onChange={(firstRowAsHeader) => patch("preview", { firstRowAsHeader, columns: null })}
      />
      {preview.columns && (
        <ColumnList columns={preview.columns} onChange={(columns) => patch("preview", { columns })} />
      )}
      <Select
        label={t("wizard.viewer")}
        value={preview.viewer}
        options={(["TABULAR", "URL"] as const).map((value) => ({
          value,
          label: t(`wizard.viewers.${value}`),
        }))}
        onChange={(value) => patch("preview", { viewer: (value ?? "TABULAR") as TextDocumentViewer })}
      />
      {preview.viewer === "URL" && (
        <MultiSelect
          label={t("wizard.urlColumns")}
          values={preview.urlColumnNames.filter((name) => names.includes(name))}
          options={names.map((name) => ({ value: name, label: name }))}
          error={preview.urlColumnNames.length === 0 ? t("wizard.urlColumnsMissing") : undefined}
          onChange={(urlColumnNames) => patch("preview", { urlColumnNames })}
        />
      )}
      <Select
        label={t("wizard.media")}
        value={preview.mediaDisplay}
        options={(["NONE", "THUMBNAIL", "FULL"] as const).map((value) => ({
          value,
          label: t(`wizard.mediaKinds.${value}`),
        }))}
        onChange={(value) => patch("preview", { mediaDisplay: (value ?? "NONE") as MediaDisplayStrategy })}
      />
      <NumberField
        label={t("wizard.rowsPerPage")}
        description={t("wizard.rowsPerPageHint")}
        min={1}
        max={10_000}
        value={preview.displayedRows > 0 ? preview.displayedRows : undefined}
        placeholder={t("wizard.allRows")}
        onChange={(rows) => patch("preview", { displayedRows: rows ?? -1 })}
      />
    </>
  );
}
