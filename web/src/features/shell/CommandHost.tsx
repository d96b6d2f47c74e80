import { lazy, Suspense, useState } from "react";
import { useActions, useShortcuts } from "@/actions";
import { usePreferences } from "@/app/preferences";
import { IconCommand, IconEye, IconKeyboard, IconMoon, IconSun } from "@/design";
import { onOverlay, type Overlay } from "./overlay";
import { useEffect } from "react";

const CommandPalette = lazy(async () => ({ default: (await import("./CommandPalette")).CommandPalette }));
const ShortcutHelp = lazy(async () => ({ default: (await import("./ShortcutHelp")).ShortcutHelp }));

/** Listens for keys and shows the palette and the list of shortcuts. */
export function CommandHost() {
  const [overlay, setOverlay] = useState<Overlay>("none");
  const { setScheme, contrast, setContrast } = usePreferences();
  const close = () => setOverlay("none");

  useShortcuts();
  useEffect(() => onOverlay(setOverlay), []);
  useActions([
    {
      id: "app.palette",
      labelKey: "shell.palette",
      sectionKey: "shell.sectionGeneral",
      icon: IconCommand,
      shortcut: "Mod+K",
      scope: "global",
      hidden: true,
      run: () => setOverlay((shown) => (shown === "palette" ? "none" : "palette")),
    },
    {
      id: "app.shortcuts",
      labelKey: "shell.shortcuts",
      sectionKey: "shell.sectionGeneral",
      icon: IconKeyboard,
      shortcut: "?",
      scope: "global",
      run: () => setOverlay("shortcuts"),
    },
    {
      id: "app.themeLight",
      labelKey: "shell.themeLight",
      sectionKey: "shell.sectionAppearance",
      icon: IconSun,
      scope: "global",
      keywords: "theme appearance",
      run: () => setScheme("light"),
    },
    {
      id: "app.themeDark",
      labelKey: "shell.themeDark",
      sectionKey: "shell.sectionAppearance",
      icon: IconMoon,
      scope: "global",
      keywords: "theme appearance night",
      run: () => setScheme("dark"),
    },
    {
      id: "app.themeAuto",
      labelKey: "shell.themeAuto",
      sectionKey: "shell.sectionAppearance",
      icon: IconSun,
      scope: "global",
      keywords: "theme appearance automatic",
      run: () => setScheme("auto"),
    },
    {
      id: "app.contrast",
      labelKey: "shell.highContrast",
      sectionKey: "shell.sectionAppearance",
      icon: IconEye,
      scope: "global",
      keywords: "accessibility appearance",
      run: () => setContrast(contrast === "high" ? "normal" : "high"),
    },
  ]);

  return (
    <Suspense fallback={null}>
      {overlay === "palette" && <CommandPalette onClose={close} />}
      {overlay === "shortcuts" && <ShortcutHelp onClose={close} />}
    </Suspense>
  );
}
