import { Menu as MantineMenu } from "@mantine/core";
import { Fragment, type ReactElement, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { IconCheck, type IconComponent } from "../icons";
import { Kbd } from "../display/Kbd";
import { Hidden } from "../layout/layout";

export interface MenuEntry {
  label: ReactNode;
  icon?: IconComponent;
  /** Shown in place of an icon, e.g. an avatar. */
  before?: ReactNode;
  onSelect?: () => void;
  /** Makes the entry a link. */
  to?: string;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
  shortcut?: string;
}

export type MenuItem = MenuEntry | "divider" | { heading: ReactNode };

export interface MenuProps {
  /** One element that takes a ref, usually a button. */
  trigger: ReactElement;
  items: readonly MenuItem[];
  width?: number;
  position?: "bottom-start" | "bottom-end" | "right-start" | "top-start";
  onOpenChange?: (open: boolean) => void;
}

export function Menu({ trigger, items, width = 200, position, onOpenChange }: MenuProps) {
  return (
    <MantineMenu width={width} position={position} onChange={onOpenChange} withinPortal>
      <MantineMenu.Target>{trigger}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {items.map((item, index) => (
          <Fragment key={index}>{renderItem(item)}</Fragment>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}

function renderItem(item: MenuItem) {
  if (item === "divider") return <MantineMenu.Divider />;
  if ("heading" in item) return <MantineMenu.Label>{item.heading}</MantineMenu.Label>;
  return <Entry {...item} />;
}

function Entry({ label, icon: Icon, before, onSelect, to, danger, disabled, checked, shortcut }: MenuEntry) {
  const { t } = useTranslation();
  const text = (
    <>
      {label}
      {checked && <Hidden>, {t("common.chosen")}</Hidden>}
    </>
  );
  const shared = {
    leftSection: before ?? (Icon && <Icon size={15} stroke={1.7} aria-hidden />),
    rightSection: checked ? <IconCheck size={14} aria-hidden /> : shortcut && <Kbd chord={shortcut} />,
    disabled,
    onClick: onSelect,
    mod: { danger: danger ?? false },
  };
  if (to && !disabled) {
    return (
      <MantineMenu.Item component={Link} to={to} {...shared}>
        {text}
      </MantineMenu.Item>
    );
  }
  return <MantineMenu.Item {...shared}>{text}</MantineMenu.Item>;
}
