import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { projectData, SIGNED_IN } from "@/test/data";
import { renderPage } from "@/test/renderPage";
import { stubServer } from "@/test/server";
import { ProjectsPage } from "./ProjectsPage";

const OPEN = { __typename: "SelfAssignment", isAllowed: true, availableCount: 3 };
const MINE = [
  {
    __typename: "ProjectAssignment",
    role: "LABELER",
    teamMember: {
      __typename: "TeamMember",
      id: "100",
      user: { __typename: "User", id: "1", displayName: "Ann", email: "a@example.com", profilePicture: null },
    },
  },
];

const SERVER = {
  ...SIGNED_IN,
  getTeamDetail: () => ({
    getTeamDetail: {
      __typename: "Team",
      id: "7",
      name: "Team",
      logoURL: null,
      owner: { __typename: "User", id: "1" },
      setting: { __typename: "TeamSetting", allowSelfAssignment: true },
    },
  }),
  getProjects: () => ({
    getProjects: {
      __typename: "ProjectPaginatedResponse",
      totalCount: 1,
      nodes: [projectData("p1", "Claims", { selfAssignment: OPEN, assignees: MINE })],
    },
  }),
};

beforeEach(() => localStorage.clear());

describe("taking documents oneself", () => {
  it("asks for a number and says when fewer were left", async () => {
    const sent = stubServer({
      ...SERVER,
      AssignMyself: () => ({
        assignMyself: { __typename: "AssignMyselfResult", assignedCount: 2, requestedCount: 3 },
      }),
    });
    renderPage(<ProjectsPage />, "/teams/7/projects?tab=unassigned");
    const row = await screen.findByRole("row", { name: /Claims/ });
    expect(within(row).getByText("3 documents")).toBeVisible();
    await userEvent.click(within(row).getByRole("button", { name: "Assign myself…" }));
    const dialog = await screen.findByRole("dialog", { name: "Take documents of Claims" });
    const field = within(dialog).getByLabelText("Number of documents");
    await userEvent.clear(field);
    await userEvent.type(field, "3");
    await userEvent.click(within(dialog).getByRole("button", { name: "Assign to me" }));
    expect(await screen.findByText("2 documents are yours now; no more were left.")).toBeVisible();
    const takes = sent.filter(({ operation }) => operation === "AssignMyself");
    expect(takes.map(({ variables }) => variables.input)).toEqual([
      { projectId: "p1", numberOfDocuments: 3 },
    ]);
  });

  it("lets one choose what to give back when some is begun", async () => {
    const sent = stubServer({
      ...SERVER,
      GetOwnDocumentCounts: () => ({
        getProject: {
          __typename: "Project",
          id: "p1",
          selfAssignment: {
            __typename: "SelfAssignment",
            isAllowed: true,
            ownUntouchedCount: 2,
            ownTouchedCount: 1,
          },
        },
      }),
      UnassignMyself: () => ({
        unassignMyself: { __typename: "UnassignMyselfResult", projectId: "p1", unassignedCount: 3 },
      }),
    });
    renderPage(<ProjectsPage />, "/teams/7/projects");
    await userEvent.click(await screen.findByRole("button", { name: "Actions of Claims" }));
    // Without a layout the menu's button counts as out of sight, and the menu with it.
    await userEvent.click(
      await screen.findByRole("menuitem", { name: "Unassign incomplete documents…", hidden: true }),
    );
    const dialog = await screen.findByRole("dialog", { name: "Give back documents of Claims" });
    await userEvent.click(await within(dialog).findByLabelText("All that is not complete (3 documents)"));
    await userEvent.click(within(dialog).getByRole("button", { name: "Unassign" }));
    await waitFor(() =>
      expect(
        sent
          .filter(({ operation }) => operation === "UnassignMyself")
          .map(({ variables }) => variables.input),
      ).toEqual([{ projectId: "p1", untouchedOnly: false }]),
    );
  });
});
