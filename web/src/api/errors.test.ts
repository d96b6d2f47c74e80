import { CombinedError } from "urql";
import { describe, expect, it } from "vitest";
import { toGlossError } from "./errors";
import { safeNext, signInPath } from "./session";

describe("errors of the API", () => {
  it("keep code, type, message and details", () => {
    const error = new CombinedError({
      graphQLErrors: [
        {
          message: "The name is taken.",
          extensions: { code: "BAD_USER_INPUT", type: "UserInputError", field: "name", requestId: "r1" },
        },
      ],
    });
    expect(toGlossError(error)).toMatchObject({
      code: "BAD_USER_INPUT",
      type: "UserInputError",
      message: "The name is taken.",
      details: { field: "name", requestId: "r1" },
    });
  });

  it("tell an unreachable server from an answer without GraphQL", () => {
    const lost = new CombinedError({ networkError: new TypeError("Failed to fetch") });
    expect(toGlossError(lost)).toMatchObject({ code: "NETWORK", isTransient: true });
    const refused = new CombinedError({ networkError: new Error("x"), response: { status: 401 } });
    expect(toGlossError(refused)).toMatchObject({ code: "UNAUTHENTICATED", isTransient: false });
  });
});

describe("the way back after signing in", () => {
  it("leads to where one was", () => {
    expect(signInPath("/teams/7/projects?q=a")).toBe("/sign-in?next=%2Fteams%2F7%2Fprojects%3Fq%3Da");
    expect(signInPath("/sign-in?next=x")).toBe("/sign-in");
    expect(safeNext("/teams/7/projects?q=a")).toBe("/teams/7/projects?q=a");
  });

  it.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", null])(
    "never leads to %s",
    (next) => {
      expect(safeNext(next)).toBe("/");
    },
  );
});
