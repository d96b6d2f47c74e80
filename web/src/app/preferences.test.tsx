import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { ProfilePage } from "@/features/profile/ProfilePage";
import { SIGNED_IN } from "@/test/data";
import { renderPage } from "@/test/renderPage";
import { stubServer } from "@/test/server";
import { readPreferences } from "./preferences";

const withPreferences = (preferences: Record<string, unknown>) => {
  const answer = SIGNED_IN.me();
  return { ...answer, me: { ...answer.me, preferences } };
};

beforeEach(() => localStorage.clear());

describe("preferences", () => {
  it("keep only what this app knows", () => {
    expect(readPreferences({ theme: "dark", contrast: "loud", language: "xx", other: 1 })).toEqual({
      theme: "dark",
    });
    expect(readPreferences(null)).toEqual({});
  });

  it("send a chosen theme to the account and keep it on the device", async () => {
    const sent = stubServer({
      ...SIGNED_IN,
      updateProfile: () => ({ updateProfile: withPreferences({ theme: "dark" }).me }),
    });
    renderPage(<ProfilePage />, "/teams/7/profile");
    await userEvent.click(await screen.findByRole("radio", { name: "Dark" }));
    await waitFor(() =>
      expect(sent.filter(({ operation }) => operation === "updateProfile")).toMatchObject([
        { variables: { input: { preferences: { theme: "dark" } } } },
      ]),
    );
    expect(localStorage.getItem("gloss.scheme")).toBe("dark");
  });

  it("of the account go before those of the device", async () => {
    localStorage.setItem("gloss.scheme", "light");
    const sent = stubServer({ ...SIGNED_IN, me: () => withPreferences({ theme: "dark" }) });
    renderPage(<ProfilePage />, "/teams/7/profile");
    await waitFor(() => expect(screen.getByRole("radio", { name: "Dark" })).toBeChecked());
    expect(localStorage.getItem("gloss.scheme")).toBe("dark");
    expect(sent.filter(({ operation }) => operation === "updateProfile")).toEqual([]);
  });
});
