/** What a cell's text stands for, and rendering it without running anything. */

import DOMPurify from "dompurify";
import { marked } from "marked";
import { isWebAddress } from "@/question-types";

export type Media = "image" | "audio" | "video" | "pdf" | "page";

const BY_ENDING: [RegExp, Media][] = [
  [/\.(png|jpe?g|gif|webp|svg|bmp|avif)$/i, "image"],
  [/\.(mp3|wav|flac|ogg|m4a)$/i, "audio"],
  [/\.(mp4|webm|mov)$/i, "video"],
  [/\.pdf$/i, "pdf"],
];

/** The kind of thing an address leads to, judged by its ending; nothing for other text. */
export function mediaOf(text: string): Media | null {
  const address = text.trim();
  if (address.length > 4096 || !isWebAddress(address)) return null;
  const path = new URL(address).pathname;
  return BY_ENDING.find(([ending]) => ending.test(path))?.[1] ?? "page";
}

const RENDERED = new Map<string, string>();

/** Markdown as HTML that holds no script, no form, no style and opens links outside. */
export function renderMarkdown(text: string): string {
  const known = RENDERED.get(text);
  if (known !== undefined) return known;
  const html = marked.parse(text, { async: false, gfm: true, breaks: true });
  const clean = DOMPurify.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ["style", "form", "input", "button", "iframe"],
    FORBID_ATTR: ["style"],
  });
  const page = new DOMParser().parseFromString(clean, "text/html");
  for (const link of page.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noreferrer noopener";
  }
  const safe = page.body.innerHTML;
  if (RENDERED.size > 500) RENDERED.clear();
  RENDERED.set(text, safe);
  return safe;
}

/** A file of our own server from the host the page came from: the base address set there may be another name of it. */
export function ownAddress(address: string | null | undefined): string | null {
  if (!address) return null;
  const { pathname, search } = new URL(address, window.location.href);
  return pathname.startsWith("/api/media/") ? pathname + search : address;
}
