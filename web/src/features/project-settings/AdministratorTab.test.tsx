import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { DEFAULT_REVIEW } from "@/features/wizard/model/review";
import { DEFAULT_SETTINGS } from "@/features/wizard/model/state";
import { SIGNED_IN } from "@/test/data";
import { renderPage } from "@/test/renderPage";
import { stubServer } from "@/test/server";
import { AdministratorTab } from "./AdministratorTab";
import type { SettingsProject } from "./ProjectSettings";

const project = {
  id: "p",
  assignees: [{ role: "LABELER" }, { role: "LABELER" }, { role: "REVIEWER" }],
  settings: {
    ...DEFAULT_SETTINGS,
    conflictResolution: { mode: DEFAULT_REVIEW.mode, consensus: 1 },
  },
} as unknown as SettingsProject;

it("does not save a consensus that the labelers cannot reach, and says why", async () => {
  const sent = stubServer({
    ...SIGNED_IN,
    GetAssignableMembers: () => ({ getTeamMembersPaginated: { totalCount: 0, nodes: [] } }),
    UpdateAllProjectSettings: () => ({ updateProjectSettings: { __typename: "Project", id: "p" } }),
  });
  renderPage(
    <AdministratorTab project={project} kinds={["TOKEN_BASED"]} refetch={() => undefined} />,
    "/teams/personal/settings",
  );
  const field = await screen.findByLabelText("Labelers who must agree");
  const save = screen.getByRole("button", { name: "Save changes" });
  fireEvent.change(field, { target: { value: "3" } });
  expect(save).toHaveAttribute("aria-disabled", "true");
  expect(save).toHaveAccessibleDescription("There are only 2 labelers. Lower the number or add labelers.");
  await userEvent.click(save);
  expect(sent.map(({ operation }) => operation)).not.toContain("UpdateAllProjectSettings");
  fireEvent.change(field, { target: { value: "2" } });
  expect(save).not.toHaveAttribute("aria-disabled");
  await userEvent.click(save);
  const saved = sent.find(({ operation }) => operation === "UpdateAllProjectSettings");
  expect(saved?.variables["input"]).toMatchObject({
    projectId: "p",
    conflictResolution: { mode: "PEER_REVIEW", consensus: 2 },
  });
});
