import { Popover as MantinePopover } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";

export interface PopoverProps {
  trigger: ReactElement;
  children: ReactNode;
  opened?: boolean;
  onOpenChange?: (open: boolean) => void;
  width?: number;
  position?: "bottom-start" | "bottom-end" | "right-start" | "top-start";
}

/** A small panel anchored to its trigger; focus moves into it and back. */
export function Popover({
  trigger,
  children,
  opened,
  onOpenChange,
  width,
  position = "bottom-start",
}: PopoverProps) {
  return (
    <MantinePopover
      opened={opened}
      onChange={onOpenChange}
      width={width}
      position={position}
      trapFocus
      returnFocus
      withinPortal
      offset={4}
    >
      <MantinePopover.Target>{trigger}</MantinePopover.Target>
      <MantinePopover.Dropdown>{children}</MantinePopover.Dropdown>
    </MantinePopover>
  );
}
