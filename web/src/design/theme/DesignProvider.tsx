import { createTheme, DirectionProvider, MantineProvider, type MantineColorsTuple } from "@mantine/core";
import type { ReactNode } from "react";
import { ConfirmHost } from "../confirm";
import { ToastHost } from "../toast";
import { appearanceManager } from "./appearance";
import "./styles";

// Shade 7 is the fill: it has 6:1 against white, which the library's default blue lacks.
const ACCENT: MantineColorsTuple = [
  "#eef2fd",
  "#dbe4fb",
  "#b9c8f3",
  "#93abeb",
  "#6f8de2",
  "#4f73da",
  "#3a62d3",
  "#2c56c9",
  "#2449ad",
  "#1b3a8f",
];

const inputClasses = { input: "g-input", label: "g-label", description: "g-description", error: "g-error" };
const comboboxClasses = { ...inputClasses, dropdown: "g-dropdown", option: "g-option", pill: "g-pill" };
const transition = { duration: 110, transition: "fade" as const };

const theme = createTheme({
  primaryColor: "accent",
  primaryShade: 7,
  colors: { accent: ACCENT },
  fontFamily: "var(--font-sans)",
  fontFamilyMonospace: "var(--font-mono)",
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  fontSizes: { xs: "0.6875rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  components: {
    TextInput: { defaultProps: { size: "xs" }, classNames: inputClasses },
    Textarea: { defaultProps: { size: "xs" }, classNames: inputClasses },
    PasswordInput: { defaultProps: { size: "xs" }, classNames: inputClasses },
    NumberInput: { defaultProps: { size: "xs" }, classNames: inputClasses },
    Select: { defaultProps: { size: "xs" }, classNames: comboboxClasses },
    MultiSelect: { defaultProps: { size: "xs" }, classNames: comboboxClasses },
    TagsInput: { defaultProps: { size: "xs" }, classNames: comboboxClasses },
    Checkbox: {
      defaultProps: { size: "xs" },
      classNames: { input: "g-check", label: "g-check-label", description: "g-description" },
    },
    Radio: {
      defaultProps: { size: "xs" },
      classNames: { radio: "g-check", label: "g-check-label", description: "g-description" },
    },
    Switch: {
      defaultProps: { size: "sm" },
      classNames: { label: "g-check-label", description: "g-description" },
    },
    Menu: {
      defaultProps: {
        transitionProps: transition,
        position: "bottom-end",
        offset: 4,
        shadow: "md",
        withInitialFocusPlaceholder: false,
      },
      classNames: {
        dropdown: "g-dropdown",
        item: "g-menu-item",
        label: "g-menu-label",
        divider: "g-menu-divider",
      },
    },
    Popover: {
      defaultProps: { transitionProps: transition, shadow: "md" },
      classNames: { dropdown: "g-dropdown" },
    },
    Modal: {
      defaultProps: { transitionProps: transition, centered: true, overlayProps: { className: "g-overlay" } },
      classNames: {
        content: "g-modal",
        header: "g-modal-header",
        title: "g-modal-title",
        body: "g-modal-body",
      },
    },
    Drawer: {
      defaultProps: { transitionProps: { duration: 120 }, overlayProps: { className: "g-overlay" } },
      classNames: {
        content: "g-drawer",
        header: "g-modal-header",
        title: "g-modal-title",
        body: "g-modal-body",
      },
    },
    Tooltip: {
      defaultProps: { openDelay: 350, withArrow: false, transitionProps: transition },
      classNames: { tooltip: "g-tooltip" },
    },
    Tabs: { classNames: { tab: "g-tab", list: "g-tab-list" } },
    SegmentedControl: {
      classNames: { root: "g-segment", label: "g-segment-label", indicator: "g-segment-indicator" },
    },
  },
});

interface DesignProviderProps {
  /** Of the interface's language. */
  direction?: "ltr" | "rtl";
  children: ReactNode;
}

/** Colours, fonts, toasts and confirmations. Rendered once, around everything. */
export function DesignProvider({ direction = "ltr", children }: DesignProviderProps) {
  return (
    <DirectionProvider initialDirection={direction} detectDirection={false} key={direction}>
      <MantineProvider
        theme={theme}
        colorSchemeManager={appearanceManager}
        defaultColorScheme="auto"
        // All variables come from here, which spares the first load a file that repeats most of them.
        deduplicateCssVariables={false}
      >
        {children}
        <ToastHost />
        <ConfirmHost />
      </MantineProvider>
    </DirectionProvider>
  );
}
