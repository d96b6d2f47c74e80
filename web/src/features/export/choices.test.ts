import { describe, expect, it } from "vitest";
import { lastChoice, possibleMethods, rememberChoice } from "./choices";

describe("export choices", () => {
  it("offers what the role may, old names of downloading included", () => {
    expect(possibleMethods(null, false)).toEqual(["FILE_STORAGE", "EMAIL", "CUSTOM_WEBHOOK"]);
    expect(possibleMethods(["EMAIL", "DOWNLOAD"], true)).toEqual(["DOWNLOAD", "EMAIL"]);
    expect(possibleMethods([], true)).toEqual([]);
  });

  it("remembers the last choice of each kind, whatever their order", () => {
    const choice = {
      format: "CSV",
      method: "EMAIL" as const,
      unresolved: true,
      comments: [],
      escapeFormulas: true,
    };
    rememberChoice(["ROW_BASED", "DOCUMENT_BASED"], choice);
    expect(lastChoice(["DOCUMENT_BASED", "ROW_BASED"])).toEqual(choice);
    expect(lastChoice(["TOKEN_BASED"]).format).toBeNull();
  });
});
