import { useMemo } from "react";
import {
  cacheExchange,
  type Client,
  createClient,
  fetchExchange,
  mapExchange,
  useMutation,
  useQuery,
  type AnyVariables,
  type OperationContext,
  type TypedDocumentNode,
} from "urql";
import { csrfHeaders } from "./csrf";
import { asGlossError, toGlossError, type GlossApiError } from "./errors";
import { sessionEnded } from "./session";

/** Operations a signed-out person may send; their errors are shown in place. */
const OPEN_OPERATIONS = new Set(["login", "signUp", "me", "resetPassword", "verifyInvitationLink"]);

function operationName(definitions: readonly object[]): string {
  const named = definitions[0] as { name?: { value: string } } | undefined;
  return named?.name?.value ?? "";
}

/** A client with an empty cache. The app uses {@link client}; tests make their own. */
export function createApiClient(): Client {
  return createClient({
    url: "/graphql",
    preferGetMethod: false,
    fetchOptions: () => ({ credentials: "same-origin", headers: csrfHeaders() }),
    requestPolicy: "cache-and-network",
    exchanges: [
      cacheExchange,
      mapExchange({
        onError(error, operation) {
          const open = OPEN_OPERATIONS.has(operationName(operation.query.definitions));
          if (toGlossError(error).code === "UNAUTHENTICATED" && !open) sessionEnded();
        },
      }),
      fetchExchange,
    ],
  });
}

/** The one GraphQL client of the page. */
export const client = createApiClient();

/** Answers kept from the last account must not be seen by the next one. */
export function reloadEverything(path: string): void {
  window.location.assign(path);
}

/** Ask once, outside of React. Throws {@link GlossApiError}. */
export async function query<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  context?: Partial<OperationContext>,
): Promise<Data> {
  const result = await client
    .query(document, variables, { requestPolicy: "network-only", ...context })
    .toPromise();
  return unwrap(result);
}

/** Send a mutation outside of React. Throws {@link GlossApiError}. */
export async function mutate<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  context?: Partial<OperationContext>,
): Promise<Data> {
  return unwrap(await client.mutation(document, variables, context).toPromise());
}

function unwrap<Data>(result: { data?: Data; error?: Parameters<typeof toGlossError>[0] }): Data {
  if (result.error) throw toGlossError(result.error);
  if (result.data === undefined || result.data === null)
    throw asGlossError(new Error("The server sent no data."));
  return result.data;
}

export interface ApiQuery<Data> {
  data: Data | undefined;
  error: GlossApiError | undefined;
  /** True while nothing can be shown yet; a refresh behind shown data is `stale`. */
  loading: boolean;
  stale: boolean;
  refetch: () => void;
}

interface ApiQueryOptions {
  /** Do not send it yet, e.g. because a needed id is unknown. */
  pause?: boolean;
  /** Re-ask when one of these types was changed by a mutation, even if the answer held none of them. */
  types?: string[];
}

/** A query bound to a component. */
export function useApiQuery<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  options: ApiQueryOptions = {},
): ApiQuery<Data> {
  const typeKey = options.types?.join(",") ?? "";
  const context = useMemo(() => (typeKey ? { additionalTypenames: typeKey.split(",") } : {}), [typeKey]);
  const [result, execute] = useQuery<Data, AnyVariables>({
    query: document as TypedDocumentNode<Data, AnyVariables>,
    variables,
    pause: options.pause,
    context,
  });
  return {
    data: result.data,
    error: result.error && !result.fetching ? toGlossError(result.error) : undefined,
    loading: result.fetching && result.data === undefined,
    stale: result.stale || (result.fetching && result.data !== undefined),
    refetch: () => execute({ requestPolicy: "network-only" }),
  };
}

/** A mutation bound to a component: call it, await the data, catch {@link GlossApiError}. */
export function useApiMutation<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  options: { types?: string[] } = {},
): [(variables: Variables) => Promise<Data>, boolean] {
  const [state, execute] = useMutation<Data, Variables>(document);
  const typeKey = options.types?.join(",") ?? "";
  const run = useMemo(
    () => async (variables: Variables) =>
      unwrap(await execute(variables, typeKey ? { additionalTypenames: typeKey.split(",") } : undefined)),
    [execute, typeKey],
  );
  return [run, state.fetching];
}
