/** Answers every page needs: a signed-in admin of the workspace 7. */
export const SIGNED_IN = {
  me: () => ({
    me: {
      __typename: "User",
      id: "1",
      email: "amina@acme.example",
      name: "Amina",
      displayName: "Amina",
      profilePicture: null,
      companyName: null,
      isSuperuser: false,
      allowedActions: ["CREATE_TEAM"],
      preferences: {},
    },
    serverInfo: {
      __typename: "ServerInfo",
      version: "1",
      hasMailServer: false,
      maxDocuments: 10,
      maxFileBytes: 10,
      signUp: "open",
    },
  }),
  getAllTeams: () => ({ getAllTeams: [{ __typename: "Team", id: "7", name: "Acme", logoURL: null }] }),
  getCurrentUserTeamMember: () => ({
    getCurrentUserTeamMember: {
      __typename: "TeamMember",
      id: "100",
      role: { __typename: "TeamRole", id: "1", name: "ADMIN" },
    },
  }),
  getTags: () => ({ getTags: [] }),
  getTeamMembers: () => ({ getTeamMembers: [] }),
};

export function projectData(id: string, name: string, more: Record<string, unknown> = {}) {
  return {
    __typename: "Project",
    id,
    name,
    status: "IN_PROGRESS",
    purpose: "LABELING",
    isArchived: false,
    isOwnerMe: true,
    isReviewByMeAllowed: true,
    selfLabelingStatus: "NOT_STARTED",
    createdDate: "2026-11-01T10:00:00Z",
    updatedDate: "2026-11-02T10:00:00Z",
    documentCount: 4,
    incompleteAssignmentCount: 0,
    selfAssignment: { __typename: "SelfAssignment", isAllowed: false, availableCount: 0 },
    progress: { completedDocuments: 1, totalDocuments: 4, completedLabelers: 0, totalLabelers: 2 },
    tags: [{ __typename: "Tag", id: "1", name: "NER", globalTag: true }],
    assignees: [],
    workspaceSettings: { __typename: "WorkspaceSettings", id: `w${id}`, kinds: ["TOKEN_BASED"] },
    ...more,
  };
}
