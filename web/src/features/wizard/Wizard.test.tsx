import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { SIGNED_IN } from "@/test/data";
import { renderPage } from "@/test/renderPage";
import { stubServer, type Sent } from "@/test/server";
import { newState, storeState, type WizardState } from "./model/state";
import { Wizard } from "./Wizard";

const UNREADABLE = "notes.txt is not UTF-8 text: line 3, byte 12.";

function file(id: string, name: string) {
  return { id, name, size: 10, sent: 10, objectKey: `temp/${id}` };
}

function preview(error: string | null) {
  return {
    previewDocument: {
      detectedFormat: "PLAIN_TEXT",
      columns: [],
      lines: error ? [] : [{ line: 0, cells: ["Ann"], tokens: [[[0, 3]]] }],
      lineCount: error ? null : 1,
      suggestedKinds: ["TOKEN_BASED"],
      warnings: [],
      error,
    },
  };
}

/** Readable only with the tokenizer WHITE_SPACE, except notes that are fine anyway. */
function start(files: WizardState["files"]): Sent[] {
  const sent = stubServer({
    ...SIGNED_IN,
    PreviewWizardDocument: ({ input }) => {
      const { document, creationSettings } = input as {
        document: { name: string };
        creationSettings: { tokenizer: string };
      };
      const fine = document.name === "fine.txt" || creationSettings.tokenizer === "WHITE_SPACE";
      return preview(fine ? null : UNREADABLE);
    },
  });
  storeState("7", { ...newState(), name: "Notes", step: "preview", reached: "preview", files });
  renderPage(<Wizard />, "/teams/7/projects/new");
  return sent;
}

const next = () => screen.findByRole("button", { name: "Next" });

async function choose(field: string, option: string): Promise<void> {
  await userEvent.click(screen.getByRole("combobox", { name: field }));
  fireEvent.click(await screen.findByRole("option", { name: option, hidden: true }));
}

beforeEach(() => sessionStorage.clear());

describe("a file that cannot be read", () => {
  it("keeps the person from going on, says why, and lets go once the settings suit it", async () => {
    start([file("a", "notes.txt")]);
    expect(await screen.findByText(UNREADABLE)).toBeInTheDocument();
    const button = await next();
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveAccessibleDescription(
      "notes.txt cannot be read. Change how it is read, or remove it.",
    );
    button.focus();
    expect(button).toHaveFocus();
    await userEvent.click(button);
    expect(screen.getByText(UNREADABLE)).toBeInTheDocument();

    await choose("Tokenizer", "White space");
    await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled"));
    await userEvent.click(button);
    expect(await screen.findByRole("radiogroup", { name: "What is labeled" })).toBeInTheDocument();
  });

  it("is let go by removing it, and the next file is shown", async () => {
    start([file("a", "notes.txt"), file("b", "fine.txt")]);
    await userEvent.click(await screen.findByRole("button", { name: "Remove notes.txt" }));
    await waitFor(async () => expect(await next()).not.toHaveAttribute("aria-disabled"));
    expect(await screen.findByText("PLAIN TEXT · 1 line")).toBeInTheDocument();
  });

  it("is tried again when settings change while another file is shown", async () => {
    const sent = start([file("a", "notes.txt"), file("b", "fine.txt")]);
    await screen.findByText(UNREADABLE);
    await choose("File", "fine.txt");
    await screen.findByText("PLAIN TEXT · 1 line");
    expect(await next()).toHaveAttribute("aria-disabled", "true");
    await choose("Tokenizer", "White space");
    await waitFor(async () => expect(await next()).not.toHaveAttribute("aria-disabled"));
    const read = sent.filter(({ operation }) => operation === "PreviewWizardDocument");
    expect(
      read.map(({ variables }) => (variables["input"] as { document: { name: string } }).document.name),
    ).toEqual(["notes.txt", "fine.txt", "fine.txt", "notes.txt"]);
  });
});
