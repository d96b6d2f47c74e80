/** How the text looks to one person: kept on this device at once, and in the account for the next one. */

import { useCallback, useMemo, useState, type CSSProperties } from "react";

import { UPDATE_PROFILE } from "@/api/account";
import { mutate } from "@/api/client";
import { useSession } from "@/app/session";

export const FONTS = ["sans", "serif", "mono"] as const;
export const SPACINGS = ["dense", "normal", "wide"] as const;
/** Percent of the standard size. */
export const SIZES = [80, 90, 100, 120, 145, 175, 220, 300] as const;

export interface EditorLook {
  font: (typeof FONTS)[number];
  size: (typeof SIZES)[number];
  spacing: (typeof SPACINGS)[number];
  /** Captions above their spans at all times, or only in the line at work. */
  captions: "always" | "line";
  lineNumbers: boolean;
  /** Keep the label box open after a label was given. */
  keepBox: boolean;
}

export const STANDARD_LOOK: EditorLook = {
  font: "sans",
  size: 100,
  spacing: "normal",
  captions: "always",
  lineNumbers: true,
  keepBox: false,
};

const KEY = "gloss.editor";
const BASE = { font: 15, lane: 19, room: 14, caption: 16, captionFont: 11, padding: 5 };
const ROWS = { dense: 1.47, normal: 26 / 15, wide: 2.2 };
const GAPS = { dense: 1, normal: 6, wide: 14 };

/** Read what was kept; unknown values fall back to the standard. */
export function readLook(value: unknown): EditorLook {
  if (typeof value !== "object" || value === null) return STANDARD_LOOK;
  const kept = value as Record<string, unknown>;
  const one = <T>(from: readonly T[], name: keyof EditorLook) =>
    from.includes(kept[name] as T) ? (kept[name] as T) : (STANDARD_LOOK[name] as T);
  return {
    font: one(FONTS, "font"),
    size: one(SIZES, "size"),
    spacing: one(SPACINGS, "spacing"),
    captions: one(["always", "line"] as const, "captions"),
    lineNumbers: one([true, false], "lineNumbers"),
    keepBox: one([true, false], "keepBox"),
  };
}

/** Sizes for the style sheet of the canvas; what is standard is left to the theme. */
export function lookStyle(look: EditorLook): CSSProperties {
  const style: Record<string, string> = {};
  const zoom = look.size / 100;
  const pixels = (name: string, value: number) => (style[`--gx-${name}`] = `${Math.round(value)}px`);
  if (zoom !== 1) {
    pixels("font-size", BASE.font * zoom);
    pixels("lane", BASE.lane * zoom);
    pixels("arrow-room", BASE.room * zoom);
    pixels("caption-height", BASE.caption * zoom);
    pixels("caption-font", BASE.captionFont * zoom);
    pixels("caption-padding", BASE.padding * zoom);
  }
  if (zoom !== 1 || look.spacing !== "normal") {
    pixels("row", BASE.font * zoom * ROWS[look.spacing]);
    pixels("line-gap", GAPS[look.spacing] * zoom);
  }
  if (!look.lineNumbers) pixels("gutter", 20);
  else if (zoom > 1.5) pixels("gutter", 60 * Math.min(1.5, zoom));
  return style;
}

function kept(account: unknown): EditorLook {
  const editor = (account as { editor?: unknown } | null | undefined)?.editor;
  if (editor !== undefined) return readLook(editor);
  try {
    return readLook(JSON.parse(localStorage.getItem(KEY) ?? "null"));
  } catch {
    return STANDARD_LOOK;
  }
}

/** Choices of this page visit, so that documents opened later look the same before the account is read anew. */
let chosen: EditorLook | null = null;

/** The person's look and a way to change it. Offline a choice still lasts on this device. */
export function useEditorLook(): [EditorLook, (change: Partial<EditorLook>) => void] {
  const { me } = useSession();
  const account = useMemo(() => kept(me.preferences), [me.preferences]);
  const [look, setLook] = useState(chosen ?? account);
  const change = useCallback((part: Partial<EditorLook>) => {
    setLook((before) => {
      const next = { ...before, ...part };
      chosen = next;
      try {
        localStorage.setItem(KEY, JSON.stringify(next));
      } catch {
        // A full or forbidden store only costs the memory of this device.
      }
      mutate(UPDATE_PROFILE, { input: { preferences: { editor: next } } }).catch(() => undefined);
      return next;
    });
  }, []);
  return [look, change];
}
