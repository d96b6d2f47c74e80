import { Tooltip as MantineTooltip } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";

export interface TooltipProps {
  label: ReactNode;
  position?: "top" | "bottom" | "left" | "right";
  multiline?: boolean;
  /** One element that takes a ref. */
  children: ReactElement;
}

export function Tooltip({ label, position = "bottom", multiline, children }: TooltipProps) {
  return (
    <MantineTooltip label={label} position={position} multiline={multiline} maw={multiline ? 320 : undefined}>
      {children}
    </MantineTooltip>
  );
}
