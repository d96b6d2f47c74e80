import { describe, expect, it } from "vitest";
import { assigneesInput, readAssignees } from "./assignees";

const documents = [
  { id: "r1", originId: "o1" },
  { id: "r2", originId: "o2" },
];

describe("assignees", () => {
  it("reads documents by the id of any copy", () => {
    const wire = [
      { role: "LABELER" as const, documentIds: ["o2"], teamMember: { id: "3" } },
      { role: "REVIEWER" as const, documentIds: [], teamMember: { id: "4" } },
    ];
    expect(readAssignees(wire, documents)).toEqual({
      roles: { 3: "LABELER", 4: "REVIEWER" },
      grid: { 3: ["r2"] },
      transfers: {},
    });
  });

  it("sends a transfer with the one who takes over and leaves the other out", () => {
    const form = {
      roles: { 3: "LABELER" as const, 4: "REVIEWER" as const, 5: "LABELER" as const },
      grid: { 3: ["r1"], 5: ["r2"] },
      transfers: { 3: "4" },
    };
    expect(assigneesInput(form, ["r1", "r2"])).toEqual([
      { teamMemberId: "5", role: "LABELER", documentIds: ["r2"] },
      { teamMemberId: "4", transferTeamMemberId: "3", role: "LABELER_AND_REVIEWER", documentIds: ["r1"] },
    ]);
  });
});
