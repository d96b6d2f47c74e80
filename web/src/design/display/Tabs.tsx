import { Tabs as MantineTabs } from "@mantine/core";
import type { ReactNode } from "react";

export interface TabItem {
  value: string;
  label: ReactNode;
  /** Left out where the tabs only choose what the page below shows. */
  content?: ReactNode;
}

export interface TabsProps {
  label: string;
  value: string;
  tabs: readonly TabItem[];
  onChange: (value: string) => void;
}

export function Tabs({ label, value, tabs, onChange }: TabsProps) {
  return (
    <MantineTabs value={value} onChange={(next) => next && onChange(next)} keepMounted={false}>
      <MantineTabs.List aria-label={label}>
        {tabs.map((tab) => (
          <MantineTabs.Tab key={tab.value} value={tab.value}>
            {tab.label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map((tab) => (
        <MantineTabs.Panel key={tab.value} value={tab.value} pt={tab.content === undefined ? 0 : "md"}>
          {tab.content}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  );
}
