import type { ComponentPropsWithRef, ReactNode } from "react";
import { Link } from "react-router";
import { cx } from "../cx";
import type { IconComponent } from "../icons";
import { Tooltip } from "../overlays/Tooltip";
import { Kbd } from "../display/Kbd";
import styles from "./Button.module.css";

export type ButtonVariant = "primary" | "default" | "subtle" | "danger";
export type ControlSize = "small" | "medium" | "large";

interface ButtonLook {
  variant?: ButtonVariant;
  size?: ControlSize;
  /** Shown as chosen, e.g. a filter that is set. */
  active?: boolean;
  full?: boolean;
}

export interface ButtonProps extends ButtonLook, ComponentPropsWithRef<"button"> {
  icon?: IconComponent;
  iconAfter?: IconComponent;
  /** Work is under way: keeps its size, shows a moving bar, takes no clicks. */
  loading?: boolean;
  children?: ReactNode;
}

function look(
  { variant = "default", size = "medium", active, full }: ButtonLook,
  ...more: (string | undefined)[]
) {
  const sized = size === "small" ? styles.small : size === "large" ? styles.large : undefined;
  return cx(styles.button, styles[variant], sized, active && styles.active, full && styles.full, ...more);
}

export function Button(props: ButtonProps) {
  const {
    variant,
    size,
    active,
    full,
    icon: Before,
    iconAfter: After,
    loading,
    children,
    className,
    disabled,
    ...rest
  } = props;
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled ?? loading}
      aria-busy={loading ?? undefined}
      className={look({ variant, size, active, full }, loading ? styles.loading : undefined, className)}
    >
      <span className={styles.content}>
        {Before && <Before size={15} stroke={1.8} aria-hidden className={styles.icon} />}
        {children}
        {After && <After size={14} stroke={1.8} aria-hidden className={styles.icon} />}
      </span>
      {loading && <span className={styles.bar} aria-hidden />}
    </button>
  );
}

export interface LinkButtonProps extends ButtonLook {
  to: string;
  icon?: IconComponent;
  children: ReactNode;
}

/** A link that looks like a button: it changes the address, so it must stay a link. */
export function LinkButton({ to, icon: Before, children, ...rest }: LinkButtonProps) {
  return (
    <Link to={to} className={look(rest)}>
      {Before && <Before size={15} stroke={1.8} aria-hidden className={styles.icon} />}
      {children}
    </Link>
  );
}

export interface IconButtonProps
  extends Omit<ButtonLook, "full">, Omit<ComponentPropsWithRef<"button">, "children"> {
  icon: IconComponent;
  /** What it does; spoken and shown as tooltip. */
  label: string;
  /** Shown in the tooltip, e.g. `Mod+K`. */
  shortcut?: string;
  tooltip?: boolean;
}

export function IconButton(props: IconButtonProps) {
  const {
    icon: Icon,
    label,
    shortcut,
    tooltip = true,
    variant = "subtle",
    size,
    active,
    className,
    ...rest
  } = props;
  const button = (
    <button
      type="button"
      {...rest}
      aria-label={label}
      className={look({ variant, size, active }, styles.square, className)}
    >
      <Icon size={size === "small" ? 14 : 16} stroke={1.7} aria-hidden />
    </button>
  );
  if (!tooltip) return button;
  return (
    <Tooltip label={shortcut ? <TooltipText label={label} shortcut={shortcut} /> : label}>{button}</Tooltip>
  );
}

function TooltipText({ label, shortcut }: { label: string; shortcut: string }) {
  return (
    <>
      {label} <Kbd chord={shortcut} plain />
    </>
  );
}
