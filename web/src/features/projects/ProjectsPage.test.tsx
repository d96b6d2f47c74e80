import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { projectData, SIGNED_IN } from "@/test/data";
import { renderPage } from "@/test/renderPage";
import { stubServer, type Sent } from "@/test/server";
import { ProjectsPage } from "./ProjectsPage";

const PROJECTS = [projectData("p1", "Claims"), projectData("p2", "Tickets"), projectData("p3", "Reports")];

function page(nodes: unknown[]) {
  return { getProjects: { __typename: "ProjectPaginatedResponse", totalCount: nodes.length, nodes } };
}

function inputs(sent: Sent[]): Record<string, unknown>[] {
  return sent
    .filter(({ operation }) => operation === "getProjects")
    .map(({ variables }) => variables.input as Record<string, unknown>);
}

beforeEach(() => localStorage.clear());

describe("projects page", () => {
  it("asks for what the address says and shows the rows", async () => {
    const sent = stubServer({ ...SIGNED_IN, getProjects: () => page(PROJECTS) });
    renderPage(<ProjectsPage />, "/teams/7/projects?status=COMPLETE&sort=name&page=2");
    expect(await screen.findByRole("link", { name: "Claims" })).toHaveAttribute(
      "href",
      "/teams/7/projects/p1/review",
    );
    expect(inputs(sent)[0]).toMatchObject({
      page: { skip: 50, take: 50 },
      sort: [{ field: "name", order: "ASC" }],
      filter: { teamId: "7", isArchived: false, statuses: ["COMPLETE"] },
    });
    const row = screen.getByRole("row", { name: /Claims/ });
    expect(within(row).getByText("In progress")).toBeVisible();
    expect(within(row).getByRole("progressbar", { name: "Finished documents of Claims" })).toHaveAttribute(
      "aria-valuenow",
      "1",
    );
  });

  it("puts the search into the address once typing rests", async () => {
    const sent = stubServer({ ...SIGNED_IN, getProjects: () => page(PROJECTS) });
    const { router } = renderPage(<ProjectsPage />, "/teams/7/projects");
    await screen.findByText("Claims");
    await userEvent.type(screen.getByRole("searchbox", { name: "Search projects" }), "tax");
    await waitFor(() => expect(router.state.location.search).toBe("?q=tax"));
    await waitFor(() => expect(inputs(sent).at(-1)).toMatchObject({ filter: { keyword: "tax" } }));
    expect(inputs(sent)).toHaveLength(2);
  });

  it("sorts names from A at the first click, and dates from the newest", async () => {
    const sent = stubServer({ ...SIGNED_IN, getProjects: () => page(PROJECTS) });
    renderPage(<ProjectsPage />, "/teams/7/projects");
    await screen.findByText("Claims");
    const clicks = ["Name", "Name", "Created", "Created", "Name"];
    for (const [at, name] of clicks.entries()) {
      const header = screen.getByRole("columnheader", { name });
      await userEvent.click(within(header).getByRole("button"));
      await waitFor(() => expect(inputs(sent)).toHaveLength(at + 2));
    }
    expect(inputs(sent).map(({ sort }) => sort)).toEqual(
      [
        ["updatedDate", "DESC"],
        ["name", "ASC"],
        ["name", "DESC"],
        ["createdDate", "DESC"],
        ["createdDate", "ASC"],
        ["name", "ASC"],
      ].map(([field, order]) => [{ field, order }]),
    );
  });

  it("archives the ticked rows at once and takes it back on undo", async () => {
    const sent = stubServer({
      ...SIGNED_IN,
      getProjects: () => page(PROJECTS),
      toggleArchiveProjects: () => ({ toggleArchiveProjects: [] }),
    });
    renderPage(<ProjectsPage />, "/teams/7/projects");
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select Claims" }));
    await userEvent.click(screen.getByRole("checkbox", { name: "Select Reports" }));
    await userEvent.click(within(screen.getByRole("toolbar")).getByRole("button", { name: "Archive" }));
    expect(screen.queryByText("Claims")).toBeNull();
    expect(screen.getByText("Tickets")).toBeVisible();
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Claims")).toBeVisible();
    const toggles = sent.filter(({ operation }) => operation === "toggleArchiveProjects");
    expect(toggles.map(({ variables }) => variables.projectIds)).toEqual([
      ["p1", "p3"],
      ["p1", "p3"],
    ]);
  });

  it("brings rows back and says why when archiving is refused", async () => {
    stubServer({
      ...SIGNED_IN,
      getProjects: () => page(PROJECTS),
      toggleArchiveProjects: () => {
        throw new Error("FORBIDDEN");
      },
    });
    renderPage(<ProjectsPage />, "/teams/7/projects");
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select Claims" }));
    await userEvent.click(within(screen.getByRole("toolbar")).getByRole("button", { name: "Archive" }));
    expect(await screen.findByText("Refused: FORBIDDEN")).toBeVisible();
    expect(screen.getByText("Claims")).toBeVisible();
  });

  it("deletes only after a confirmation", async () => {
    const sent = stubServer({
      ...SIGNED_IN,
      getProjects: () => page(PROJECTS),
      deleteProjects: () => ({ deleteProjects: [] }),
    });
    const deletions = () => sent.filter(({ operation }) => operation === "deleteProjects");
    renderPage(<ProjectsPage />, "/teams/7/projects");
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select Claims" }));
    await userEvent.click(within(screen.getByRole("toolbar")).getByRole("button", { name: "Delete" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete “Claims”?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
    expect(deletions()).toEqual([]);
    await userEvent.click(within(screen.getByRole("toolbar")).getByRole("button", { name: "Delete" }));
    await userEvent.click(await screen.findByRole("button", { name: "Delete project" }));
    await waitFor(() => expect(deletions().map(({ variables }) => variables.projectIds)).toEqual([["p1"]]));
  });

  it("offers labelers no management and says what happens next", async () => {
    stubServer({
      ...SIGNED_IN,
      getCurrentUserTeamMember: () => ({
        getCurrentUserTeamMember: { __typename: "TeamMember", id: "100", role: null },
      }),
      getProjects: () => page([]),
    });
    renderPage(<ProjectsPage />, "/teams/7/projects");
    expect(await screen.findByText("No projects for you yet")).toBeVisible();
    expect(screen.queryByRole("link", { name: "New project" })).toBeNull();
  });

  it("leads to the sign-in page and back when the session has ended", async () => {
    stubServer({ ...SIGNED_IN, me: () => ({ ...SIGNED_IN.me(), me: null }) });
    const { router } = renderPage(<ProjectsPage />, "/teams/7/projects?q=tax");
    expect(await screen.findByText("sign-in page")).toBeVisible();
    expect(router.state.location.search).toBe("?next=%2Fteams%2F7%2Fprojects%3Fq%3Dtax");
  });
});
