import DOMPurify from "dompurify";
import { marked } from "marked";

/** Render Markdown to HTML that is safe to show: no scripts, no forms, links open apart. */
export function renderMarkdown(source: string): string {
  return safeHtml(marked.parse(source, { async: false, gfm: true, breaks: false }));
}

/** Clean HTML of unknown origin: no scripts, styles, forms or frames, links open apart. */
export function safeHtml(html: string): string {
  const clean = DOMPurify.sanitize(html, {
    FORBID_TAGS: ["style", "form", "input", "button", "textarea", "select", "iframe", "object", "embed"],
    FORBID_ATTR: ["style", "id", "class", "name"],
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of clean.querySelectorAll("a[href]")) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer nofollow");
  }
  const holder = document.createElement("div");
  holder.append(clean);
  return holder.innerHTML;
}
