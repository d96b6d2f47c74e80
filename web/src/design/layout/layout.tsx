import type { CSSProperties, ReactNode } from "react";
import { Link } from "react-router";
import { cx } from "../cx";
import styles from "./layout.module.css";

type Gap = "half" | 1 | 2 | 3 | 4 | 5 | 6 | 8;

function gapStyle(gap: Gap): CSSProperties {
  return { "--gap": `var(--space-${gap})` } as CSSProperties;
}

interface StackProps {
  /** Steps of the 4 px grid. */
  gap?: Gap;
  children: ReactNode;
  className?: string;
}

/** Children below each other. */
export function Stack({ gap = 4, children, className }: StackProps) {
  return (
    <div className={cx(styles.stack, className)} style={gapStyle(gap)}>
      {children}
    </div>
  );
}

interface InlineProps extends StackProps {
  wrap?: boolean;
  justify?: "start" | "between" | "end";
}

/** Children beside each other. */
export function Inline({ gap = 2, wrap, justify = "start", children, className }: InlineProps) {
  return (
    <div
      className={cx(
        styles.inline,
        wrap && styles.wrap,
        justify === "between" && styles.between,
        justify === "end" && styles.end,
        className,
      )}
      style={gapStyle(gap)}
    >
      {children}
    </div>
  );
}

export interface PageProps {
  title: ReactNode;
  subtitle?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  /** Keep lines short, for forms and text. */
  narrow?: boolean;
  children: ReactNode;
}

export function Page({ title, subtitle, actions, narrow, children }: PageProps) {
  return (
    <div className={cx(styles.page, narrow && styles.narrow)}>
      <header className={styles.header}>
        <div className={styles.heading}>
          <h1 className={styles.title}>{title}</h1>
          {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
        </div>
        {actions && <Inline>{actions}</Inline>}
      </header>
      <div className={styles.body}>{children}</div>
    </div>
  );
}

/** A row of controls above a list. */
export function Toolbar({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className={styles.toolbar}>
      {children}
      {end && <span className={styles.grow} />}
      {end}
    </div>
  );
}

export interface SectionProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** One topic of a settings page. */
export function Section({ title, description, actions, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <div>
          <h2 className={styles.sectionTitle}>{title}</h2>
          {description && <p className={styles.sectionText}>{description}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}

export function Panel({ children, padded = true }: { children: ReactNode; padded?: boolean }) {
  return <div className={cx(styles.panel, padded && styles.padded)}>{children}</div>;
}

/** A column of fields of a comfortable width. */
export function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

export interface TextProps {
  tone?: "default" | "secondary" | "muted";
  size?: "small" | "normal";
  strong?: boolean;
  mono?: boolean;
  truncate?: boolean;
  /** Figures of equal width, for columns of numbers. */
  tabular?: boolean;
  as?: "span" | "p" | "div";
  title?: string;
  children: ReactNode;
}

export function Text({
  tone,
  size,
  strong,
  mono,
  truncate,
  tabular,
  as: Tag = "span",
  title,
  children,
}: TextProps) {
  const className = cx(
    tone === "muted" && styles.muted,
    tone === "secondary" && styles.secondary,
    size === "small" && styles.small,
    strong && styles.strong,
    mono && styles.mono,
    truncate && styles.truncate,
    tabular && styles.tabular,
  );
  return (
    <Tag className={className} title={title}>
      {children}
    </Tag>
  );
}

interface TextLinkProps {
  to: string;
  /** The address is a file to save. */
  download?: boolean;
  children: ReactNode;
}

export function TextLink({ to, download, children }: TextLinkProps) {
  if (download) {
    return (
      <a className={styles.link} href={to} download>
        {children}
      </a>
    );
  }
  if (/^https?:/.test(to)) {
    return (
      <a className={styles.link} href={to} target="_blank" rel="noreferrer">
        {children}
      </a>
    );
  }
  return (
    <Link className={styles.link} to={to}>
      {children}
    </Link>
  );
}

/** Text for screen readers only. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}
