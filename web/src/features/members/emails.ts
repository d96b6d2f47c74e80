export const MAX_INVITES = 20;

const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$/;

export interface ParsedEmails {
  valid: string[];
  invalid: string[];
}

/** Read addresses as people paste them: separated by commas, semicolons or spaces, `Name <a@b.c>` allowed. */
export function parseEmails(texts: readonly string[]): ParsedEmails {
  const valid = new Map<string, string>();
  const invalid: string[] = [];
  for (const text of texts) {
    const bracketed = [...text.matchAll(/<([^<>]+)>/g)].map((match) => match[1] ?? "");
    const parts = bracketed.length > 0 ? bracketed : text.split(/[\s,;]+/);
    for (const part of parts.map((entry) => entry.trim()).filter(Boolean)) {
      if (EMAIL.test(part)) valid.set(part.toLowerCase(), part);
      else invalid.push(part);
    }
  }
  return { valid: [...valid.values()], invalid };
}
