import { render } from "@testing-library/react";
import { createMemoryRouter, Outlet, RouterProvider, type RouteObject } from "react-router";
import type { ReactElement } from "react";
import { Provider } from "urql";
import { createApiClient } from "@/api/client";
import { SessionProvider } from "@/app/session";
import { WorkspaceProvider } from "@/app/workspace";
import { DesignProvider } from "@/design";

function Providers() {
  return (
    <SessionProvider>
      <WorkspaceProvider>
        <Outlet />
      </WorkspaceProvider>
    </SessionProvider>
  );
}

/** Show one page of the workspace `7` (or another in `path`) with real providers and a fresh cache. */
export function renderPage(page: ReactElement, path: string) {
  const routes: RouteObject[] = [
    { path: "/sign-in", element: <p>sign-in page</p> },
    { path: "/teams/:teamId", element: <Providers />, children: [{ path: "*", element: page }] },
  ];
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  const view = render(
    <Provider value={createApiClient()}>
      <DesignProvider>
        <RouterProvider router={router} />
      </DesignProvider>
    </Provider>,
  );
  return { ...view, router };
}
