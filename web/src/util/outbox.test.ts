import { expect, it } from "vitest";
import { parseMail } from "./outbox";

it("reads a stored mail with folded, encoded headers and a quoted-printable text", () => {
  const mail = parseMail(
    "1.log",
    [
      'Content-Type: text/plain; charset="utf-8"',
      "Content-Transfer-Encoding: quoted-printable",
      "Subject: =?utf-8?b?RWlubGFkdW5nIGbDvHI=?=",
      " Acme",
      "To: zoe@acme.example",
      "Date: Tue, 24 Nov 2026 20:31:00 -0000",
      "",
      "Gr=C3=BC=C3=9Fe! Open https://gloss.example/invitation?key=3Dab&teamId=3D7 =",
      "now.",
      "",
      "-".repeat(79),
      "",
    ].join("\n"),
  );
  expect(mail).toEqual({
    name: "1.log",
    subject: "Einladung für Acme",
    to: "zoe@acme.example",
    date: "Tue, 24 Nov 2026 20:31:00 -0000",
    text: "Grüße! Open https://gloss.example/invitation?key=ab&teamId=7 now.",
    links: ["https://gloss.example/invitation?key=ab&teamId=7"],
  });
});
