import { graphql } from "@/api/generated";

export const GET_ALL_TEAMS = graphql(`
  query getAllTeams {
    getAllTeams {
      id
      name
      logoURL
    }
  }
`);

export const GET_MY_MEMBERSHIP = graphql(`
  query getCurrentUserTeamMember($teamId: ID!) {
    getCurrentUserTeamMember(input: { teamId: $teamId }) {
      id
      role {
        id
        name
      }
    }
  }
`);

export const GET_TEAM = graphql(`
  query getTeamDetail($id: ID!) {
    getTeamDetail(input: { id: $id }) {
      id
      name
      logoURL
      owner {
        id
      }
      setting {
        allowedLabelerExportMethods
        allowedReviewerExportMethods
        defaultExternalObjectStorageId
        enableWipeData
        commentNotificationType
        allowSelfAssignment
      }
    }
  }
`);

export const CREATE_TEAM = graphql(`
  mutation createTeam($input: CreateTeamInput!) {
    createTeam(input: $input) {
      id
      name
      logoURL
    }
  }
`);

export const UPDATE_TEAM = graphql(`
  mutation updateTeam($input: UpdateTeamInput!) {
    updateTeam(input: $input) {
      id
      name
      logoURL
    }
  }
`);

export const UPDATE_TEAM_SETTING = graphql(`
  mutation updateTeamSetting($input: UpdateTeamSettingInput!) {
    updateTeamSetting(input: $input) {
      id
      setting {
        allowedLabelerExportMethods
        allowedReviewerExportMethods
        defaultExternalObjectStorageId
        commentNotificationType
        allowSelfAssignment
      }
    }
  }
`);

export const GET_MEMBERS = graphql(`
  query getTeamMembersPaginated($input: GetTeamMembersPaginatedInput!) {
    getTeamMembersPaginated(input: $input) {
      totalCount
      nodes {
        id
        invitationEmail
        invitationKey
        invitationStatus
        joinedDate
        isDeleted
        role {
          id
          name
        }
        user {
          id
          email
          displayName
          profilePicture
        }
      }
    }
  }
`);

/** All members of a workspace, for assignment and filters. */
export const GET_ALL_MEMBERS = graphql(`
  query getTeamMembers($teamId: ID!) {
    getTeamMembers(teamId: $teamId) {
      id
      invitationEmail
      invitationStatus
      isDeleted
      role {
        id
        name
      }
      user {
        id
        email
        displayName
        profilePicture
      }
    }
  }
`);

export const GET_ROLES = graphql(`
  query getTeamRoles {
    getTeamRoles {
      id
      name
    }
  }
`);

export const INVITE = graphql(`
  mutation inviteTeamMembers($input: InviteTeamMembersInput!) {
    inviteTeamMembers(input: $input) {
      id
      invitationEmail
      invitationKey
      invitationStatus
    }
  }
`);

export const RESEND_INVITATION = graphql(`
  mutation resendInvitation($teamMemberId: ID!) {
    resendInvitation(teamMemberId: $teamMemberId) {
      id
      invitationKey
    }
  }
`);

export const REMOVE_MEMBER = graphql(`
  mutation removeTeamMember($teamMemberId: ID!) {
    removeTeamMember(input: { teamMemberId: $teamMemberId }) {
      id
      isDeleted
    }
  }
`);

export const UPDATE_ROLE = graphql(`
  mutation updateTeamMemberTeamRole($teamMemberId: ID!, $teamRoleId: ID) {
    updateTeamMemberTeamRole(input: { teamMemberId: $teamMemberId, teamRoleId: $teamRoleId }) {
      id
      role {
        id
        name
      }
    }
  }
`);

export const VERIFY_INVITATION = graphql(`
  query verifyInvitationLink($invitationKey: String!, $teamId: String!) {
    verifyInvitationLink(invitationKey: $invitationKey, teamId: $teamId) {
      email
      isValid
      teamId
      userIsRegistered
    }
  }
`);

export const ACCEPT_INVITATION = graphql(`
  mutation acceptInvitation($invitationKey: String!) {
    acceptInvitation(invitationKey: $invitationKey) {
      id
      name
    }
  }
`);
