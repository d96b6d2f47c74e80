/** A mail that no server took, as shown to the administrator. */
export interface OutboxMail {
  name: string;
  subject: string;
  to: string;
  date: string;
  text: string;
  links: string[];
}

function decodeWords(value: string): string {
  const joined = value.replace(/\?=\s+=\?/g, "?==?");
  return joined.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) => {
    const bytes =
      kind.toLowerCase() === "b"
        ? Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
        : Uint8Array.from(
            text
              .replaceAll("_", " ")
              .replace(/=([\dA-F]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
            (sign) => sign.charCodeAt(0),
          );
    return new TextDecoder().decode(bytes);
  });
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === "base64") {
    return new TextDecoder().decode(
      Uint8Array.from(atob(body.replace(/\s/g, "")), (sign) => sign.charCodeAt(0)),
    );
  }
  if (encoding !== "quoted-printable") return body;
  const raw = body
    .replace(/=\r?\n/g, "")
    .replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return new TextDecoder().decode(Uint8Array.from(raw, (sign) => sign.charCodeAt(0)));
}

/** Read one stored mail: headers, an empty line, the text. */
export function parseMail(name: string, source: string): OutboxMail {
  const [head = "", ...rest] = source.split(/\r?\n\r?\n/);
  const unfolded = head.replace(/\r?\n[ \t]+/g, " ");
  const header = (key: string) => new RegExp(`^${key}:\\s*(.*)$`, "im").exec(unfolded)?.[1]?.trim() ?? "";
  const body = rest.join("\n\n").replace(/\n-{20,}\s*$/, "");
  const text = decodeBody(body, header("Content-Transfer-Encoding").toLowerCase()).trim();
  return {
    name,
    subject: decodeWords(header("Subject")),
    to: header("To"),
    date: header("Date"),
    text,
    links: text.match(/https?:\/\/\S+/g) ?? [],
  };
}
