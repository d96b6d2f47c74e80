import { describe, expect, it } from "vitest";
import { parseEmails } from "./emails";

describe("parseEmails", () => {
  it("reads lists, names in front and repeats", () => {
    expect(parseEmails(["a@x.org, b@x.org;c@x.org", "Dora Diaz <d@x.org>", "A@X.org"])).toEqual({
      valid: ["A@X.org", "b@x.org", "c@x.org", "d@x.org"],
      invalid: [],
    });
  });

  it("names what is not an address", () => {
    expect(parseEmails(["ok@x.org nope", "@x.org", "a@b"])).toEqual({
      valid: ["ok@x.org"],
      invalid: ["nope", "@x.org", "a@b"],
    });
  });
});
