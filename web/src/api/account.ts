import { graphql } from "@/api/generated";

/** Fewest characters of a password; the server refuses shorter ones. */
export const MIN_PASSWORD = 10;

export const GET_ME = graphql(`
  query me {
    me {
      id
      email
      name
      displayName
      profilePicture
      companyName
      isSuperuser
      allowedActions
      preferences
    }
    serverInfo {
      version
      hasMailServer
      maxDocuments
      maxFileBytes
      signUp
    }
  }
`);

export const LOGIN = graphql(`
  mutation login($input: LoginInput!) {
    login(loginInput: $input) {
      redirect
      user {
        id
      }
    }
  }
`);

export const SIGN_UP = graphql(`
  mutation signUp($input: CreateUserInput!) {
    signUp(createUserInput: $input) {
      redirect
      user {
        id
      }
    }
  }
`);

export const LOGOUT = graphql(`
  mutation logout {
    logout
  }
`);

export const REQUEST_RESET = graphql(`
  mutation requestResetPasswordLink($input: RequestResetPasswordInput!) {
    requestResetPasswordLink(input: $input)
  }
`);

export const VERIFY_RESET = graphql(`
  query verifyResetPasswordSignature($signature: String!) {
    verifyResetPasswordSignature(signature: $signature)
  }
`);

export const RESET_PASSWORD = graphql(`
  mutation resetPassword($input: ResetPasswordInput!) {
    resetPassword(resetPasswordInput: $input) {
      redirect
      user {
        id
      }
    }
  }
`);

export const ACTIVATE = graphql(`
  mutation activateUser($activationCode: String!, $email: String!) {
    activateUser(activationCode: $activationCode, email: $email) {
      user {
        id
      }
    }
  }
`);

export const UPDATE_PROFILE = graphql(`
  mutation updateProfile($input: UpdateProfileInput!) {
    updateProfile(input: $input) {
      id
      name
      displayName
      companyName
      preferences
    }
  }
`);

export const CHANGE_PASSWORD = graphql(`
  mutation changePassword($input: ChangePasswordInput!) {
    changePassword(input: $input)
  }
`);

export const UPSERT_OAUTH_CLIENT = graphql(`
  mutation upsertOauthClient {
    upsertOauthClient {
      id
      secret
    }
  }
`);
