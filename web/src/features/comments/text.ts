/**
 * The small part of Markdown that comments know: paragraphs, lines, lists,
 * bold, italic, code, links and mentions. It is read into a tree that React
 * draws, so nothing in a message can become HTML.
 */

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "strong" | "em"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "mention"; text: string };

export type Block =
  | { kind: "paragraph"; lines: Inline[][] }
  | { kind: "list"; items: Inline[][] }
  | { kind: "code"; text: string };

const INLINE =
  /`([^`\n]+)`|\*\*([^\n]+?)\*\*|\*([^*\s][^*\n]*?)\*|\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/g;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Cut mentions of the given names out of plain text. */
function withMentions(text: string, names: readonly string[]): Inline[] {
  if (names.length === 0 || !text.includes("@")) return text === "" ? [] : [{ kind: "text", text }];
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}._+-])@(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}])`,
    "giu",
  );
  const parts: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) parts.push({ kind: "text", text: text.slice(at, match.index) });
    parts.push({ kind: "mention", text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return parts;
}

export function readInline(text: string, names: readonly string[]): Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, strong, em, title, target, address] = match;
    parts.push(...withMentions(text.slice(at, match.index), names));
    if (code !== undefined) parts.push({ kind: "code", text: code });
    else if (strong !== undefined) parts.push({ kind: "strong", children: readInline(strong, names) });
    else if (em !== undefined) parts.push({ kind: "em", children: readInline(em, names) });
    else if (title !== undefined && target !== undefined)
      parts.push({ kind: "link", text: title, href: target });
    else if (address !== undefined) parts.push({ kind: "link", text: address, href: address });
    at = match.index + whole.length;
  }
  parts.push(...withMentions(text.slice(at), names));
  return parts;
}

/** Read a message. `names` are the names and addresses a mention may have. */
export function readMessage(message: string, names: readonly string[] = []): Block[] {
  const blocks: Block[] = [];
  for (const part of message.split(/(^```[^\n]*\n[\s\S]*?^```\s*$)/m)) {
    if (part.startsWith("```")) {
      blocks.push({ kind: "code", text: part.replace(/^```[^\n]*\n/, "").replace(/\n?```\s*$/, "") });
      continue;
    }
    for (const paragraph of part.split(/\n\s*\n/)) blocks.push(...readParagraph(paragraph, names));
  }
  return blocks;
}

function readParagraph(paragraph: string, names: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const line of paragraph.split("\n")) {
    if (line.trim() === "") continue;
    const item = /^\s*[-*]\s+(.+)$/.exec(line)?.[1];
    const last = blocks.at(-1);
    if (item !== undefined) {
      if (last?.kind === "list") last.items.push(readInline(item, names));
      else blocks.push({ kind: "list", items: [readInline(item, names)] });
    } else if (last?.kind === "paragraph") last.lines.push(readInline(line, names));
    else blocks.push({ kind: "paragraph", lines: [readInline(line, names)] });
  }
  return blocks;
}
