import { vi } from "vitest";

type Resolver = (variables: Record<string, unknown>) => unknown;

/** One request the app sent: the operation's name and its variables. */
export interface Sent {
  operation: string;
  variables: Record<string, unknown>;
}

/** Answer GraphQL requests by operation name; throw `new Error(code)` in a resolver to answer an error. */
export function stubServer(resolvers: Record<string, Resolver>): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    const { query, variables } = JSON.parse(String(init.body)) as {
      query: string;
      variables: Record<string, unknown>;
    };
    const operation = /(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? "";
    sent.push({ operation, variables });
    let body: unknown;
    try {
      const resolver = resolvers[operation];
      if (!resolver) throw new Error("NOT_IMPLEMENTED");
      body = { data: resolver(variables) };
    } catch (error) {
      const code = (error as Error).message;
      body = {
        data: null,
        errors: [{ message: `Refused: ${code}`, extensions: { code, type: "TestError" } }],
      };
    }
    return new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
  });
  return sent;
}
