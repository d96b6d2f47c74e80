import { useId, useRef, useState, type CSSProperties, type DragEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, Button } from "../controls/Button";
import { cx } from "../cx";
import {
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconCopy,
  IconDone,
  IconInfo,
  IconUpload,
  IconWarning,
  type IconComponent,
} from "../icons";
import { copyText } from "@/util/clipboard";
import { Tooltip } from "../overlays/Tooltip";
import { labelColor, LABEL_PALETTE } from "../color";
import { useIsDark } from "../theme/appearance";
import styles from "./display.module.css";

function initials(name: string): string {
  const words = name
    .split(/[@\s._-]+/u)
    .filter(Boolean)
    .slice(0, 2);
  return words.map((word) => [...word][0]?.toUpperCase() ?? "").join("") || "?";
}

function hueOf(name: string): string {
  let sum = 0;
  for (const sign of name) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) >>> 0;
  return LABEL_PALETTE[sum % LABEL_PALETTE.length] ?? LABEL_PALETTE[0];
}

export interface AvatarProps {
  name: string;
  image?: string | null;
  /** Pixels; a step of the 4 px grid. */
  size?: number;
  /** Workspaces are square, people round. */
  square?: boolean;
}

export function Avatar({ name, image, size = 24, square }: AvatarProps) {
  const dark = useIsDark();
  const [broken, setBroken] = useState(false);
  const { background, foreground } = labelColor(hueOf(name), dark ? "dark" : "light");
  const style = { "--size": `${size}px`, background, color: foreground } as CSSProperties;
  return (
    <span className={cx(styles.avatar, square && styles.square)} style={style} aria-hidden>
      {image && !broken ? <img src={image} alt="" onError={() => setBroken(true)} /> : initials(name)}
    </span>
  );
}

export interface AvatarGroupProps {
  people: readonly { name: string; image?: string | null }[];
  max?: number;
}

export function AvatarGroup({ people, max = 3 }: AvatarGroupProps) {
  if (people.length === 0) return null;
  const names = people.map((person) => person.name).join(", ");
  return (
    <Tooltip label={names} multiline>
      <span className={styles.group} role="img" aria-label={names}>
        {people.slice(0, max).map((person, index) => (
          <Avatar key={`${person.name}${index}`} name={person.name} image={person.image} size={22} />
        ))}
        {people.length > max && <span className={styles.more}>+{people.length - max}</span>}
      </span>
    </Tooltip>
  );
}

export interface ProgressBarProps {
  value: number;
  max: number;
  /** Spoken name of what advances. */
  label: string;
  /** Shown right of the bar, e.g. `12/40`. */
  text?: string;
  state?: "running" | "failed";
}

export function ProgressBar({ value, max, label, text, state = "running" }: ProgressBarProps) {
  const share = max > 0 ? Math.min(1, value / max) : 0;
  return (
    <div className={styles.progress}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
      >
        <div
          className={cx(styles.fill, share === 1 && styles.done, state === "failed" && styles.failed)}
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
      {text && <span className={styles.value}>{text}</span>}
    </div>
  );
}

export interface SkeletonProps {
  width?: number | string;
  height?: number;
}

/** The place of something still loading; give it the size of what will come. */
export function Skeleton({ width = "100%", height = 12 }: SkeletonProps) {
  const size = { "--width": typeof width === "number" ? `${width}px` : width, "--height": `${height}px` };
  return <span className={styles.skeleton} style={size as CSSProperties} aria-hidden />;
}

export interface EmptyStateProps {
  icon: IconComponent;
  title: string;
  /** What to do next. */
  text: ReactNode;
  actions?: ReactNode;
  compact?: boolean;
}

export function EmptyState({ icon: Icon, title, text, actions, compact }: EmptyStateProps) {
  return (
    <div className={cx(styles.empty, compact && styles.compact)}>
      <span className={styles.emptyIcon}>
        <Icon size={20} stroke={1.5} aria-hidden />
      </span>
      <p className={styles.emptyTitle}>{title}</p>
      <div className={styles.emptyText}>{text}</div>
      {actions && <div className={styles.emptyActions}>{actions}</div>}
    </div>
  );
}

export interface NoticeProps {
  tone?: "info" | "success" | "warning" | "danger";
  children: ReactNode;
  actions?: ReactNode;
}

const NOTICE_ICONS = { info: IconInfo, success: IconDone, warning: IconWarning, danger: IconWarning };

/** A message in the flow of the page. Dangers are announced at once. */
export function Notice({ tone = "info", children, actions }: NoticeProps) {
  const Icon = NOTICE_ICONS[tone];
  return (
    <div
      className={cx(styles.notice, tone !== "info" && styles[tone])}
      role={tone === "danger" ? "alert" : "status"}
    >
      <Icon size={15} aria-hidden />
      <div className={styles.noticeText}>{children}</div>
      {actions}
    </div>
  );
}

export interface ErrorNoticeProps {
  error: { message: string };
  onRetry?: () => void;
}

export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation();
  const retry = onRetry && (
    <Button size="small" onClick={onRetry}>
      {t("common.retry")}
    </Button>
  );
  return (
    <Notice tone="danger" actions={retry}>
      {error.message}
    </Notice>
  );
}

export interface CopyFieldProps {
  value: string;
  /** What is copied, e.g. "Client secret". */
  label: string;
  multiline?: boolean;
}

export function CopyField({ value, label, multiline }: CopyFieldProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const handleCopy = async () => {
    await copyText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <div className={cx(styles.copy, multiline && styles.block)}>
      <code className={styles.copyText}>{value}</code>
      <IconButton
        icon={copied ? IconCheck : IconCopy}
        size="small"
        label={copied ? t("common.copied") : t("common.copy", { what: label })}
        onClick={() => void handleCopy()}
      />
    </div>
  );
}

export interface FileDropProps {
  title: string;
  /** Which files, how large. */
  hint: string;
  /** As in the `accept` attribute, e.g. `.csv,.json`. */
  accept?: string;
  multiple?: boolean;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}

/** A place to drop files or to choose them. */
export function FileDrop({ title, hint, accept, multiple, disabled, onFiles }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  };
  const handleDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) take(event.dataTransfer.files);
  };
  return (
    <>
      <button
        type="button"
        disabled={disabled}
        aria-describedby={hintId}
        className={cx(styles.drop, over && styles.over)}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={handleDrop}
      >
        <IconUpload size={20} stroke={1.5} aria-hidden />
        <span className={styles.dropTitle}>{title}</span>
        <span id={hintId}>{hint}</span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}

export interface PaginationProps {
  /** Zero-based. */
  page: number;
  take: number;
  total: number;
  onPage: (page: number) => void;
}

export function Pagination({ page, take, total, onPage }: PaginationProps) {
  const { t } = useTranslation();
  if (total <= take && page === 0) return null;
  const first = total === 0 ? 0 : page * take + 1;
  const last = Math.min(total, (page + 1) * take);
  return (
    <nav className={styles.pager} aria-label={t("common.pages")}>
      <span>{t("common.range", { first, last, total })}</span>
      <IconButton
        icon={IconChevronLeft}
        label={t("common.previousPage")}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      />
      <IconButton
        icon={IconChevronRight}
        label={t("common.nextPage")}
        disabled={last >= total}
        onClick={() => onPage(page + 1)}
      />
    </nav>
  );
}

/** Rendered text of a guideline; `html` must already be sanitized. */
export function Prose({ html }: { html: string }) {
  return <div className={styles.prose} dangerouslySetInnerHTML={{ __html: html }} />;
}
