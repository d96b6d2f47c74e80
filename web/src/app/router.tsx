import { lazy, Suspense, type ComponentType } from "react";
import { createBrowserRouter, Navigate, Outlet, type RouteObject } from "react-router";
import { AppSkeleton, PageSkeleton } from "./AppSkeleton";
import { NotFoundPage, RouteError } from "./errors";
import { SessionProvider } from "./session";
import { lastWorkspace, WorkspaceProvider } from "./workspace";

/** Load the code of a page when it is first opened. */
function page(load: () => Promise<ComponentType>, fallback = <PageSkeleton />) {
  const Page = lazy(async () => ({ default: await load() }));
  return (
    <Suspense fallback={fallback}>
      <Page />
    </Suspense>
  );
}

function SignedIn() {
  return (
    <SessionProvider>
      <Outlet />
    </SessionProvider>
  );
}

function InWorkspace() {
  return (
    <WorkspaceProvider>
      <Outlet />
    </WorkspaceProvider>
  );
}

function Start() {
  return <Navigate to={`/teams/${lastWorkspace()}/projects`} replace />;
}

const inShell: RouteObject[] = [
  {
    path: "projects",
    element: page(async () => (await import("@/features/projects/ProjectsPage")).ProjectsPage),
  },
  { path: "projects/new", element: page(async () => (await import("@/features/wizard/Wizard")).Wizard) },
  {
    path: "projects/:projectId/settings",
    element: page(async () => (await import("@/features/wizard/ProjectSettings")).ProjectSettings),
  },
  {
    path: "members",
    element: page(async () => (await import("@/features/members/MembersPage")).MembersPage),
  },
  {
    path: "label-management",
    element: page(async () => (await import("@/features/library/LibraryPage")).LibraryPage),
  },
  {
    path: "guidelines",
    element: page(async () => (await import("@/features/guidelines/GuidelinesPage")).GuidelinesPage),
  },
  {
    path: "settings",
    element: page(async () => (await import("@/features/settings/SettingsPage")).SettingsPage),
  },
  {
    path: "profile",
    element: page(async () => (await import("@/features/profile/ProfilePage")).ProfilePage),
  },
  { path: "outbox", element: page(async () => (await import("@/features/admin/OutboxPage")).OutboxPage) },
  { path: "*", element: <NotFoundPage /> },
];

const labeling = page(async () => (await import("@/features/labeling/LabelingScreen")).LabelingScreen);

const routes: RouteObject[] = [
  {
    errorElement: <RouteError />,
    children: [
      {
        path: "/sign-in",
        element: page(async () => (await import("@/features/accounts/SignInPage")).SignInPage),
      },
      {
        path: "/sign-up",
        element: page(async () => (await import("@/features/accounts/SignUpPage")).SignUpPage),
      },
      {
        path: "/forgot-password",
        element: page(async () => (await import("@/features/accounts/ResetPages")).RequestResetPage),
      },
      {
        path: "/reset-password",
        element: page(async () => (await import("@/features/accounts/ResetPages")).ResetPasswordPage),
      },
      {
        path: "/invitation",
        element: page(async () => (await import("@/features/accounts/InvitationPage")).InvitationPage),
      },
      {
        path: "/activate",
        element: page(async () => (await import("@/features/accounts/ActivatePage")).ActivatePage),
      },
      {
        element: <SignedIn />,
        children: [
          { path: "/", element: <Start /> },
          { path: "/profile", element: <Navigate to={`/teams/${lastWorkspace()}/profile`} replace /> },
          {
            path: "/teams/:teamId",
            element: <InWorkspace />,
            children: [
              { index: true, element: <Navigate to="projects" replace /> },
              { path: "projects/:projectId/label/:documentId?", element: labeling },
              { path: "projects/:projectId/review/:documentId?", element: labeling },
              {
                element: page(async () => (await import("@/features/shell/Shell")).Shell, <AppSkeleton />),
                children: [{ errorElement: <RouteError />, children: inShell }],
              },
            ],
          },
        ],
      },
      { path: "*", element: <NotFoundPage /> },
    ],
  },
];

export const router = createBrowserRouter(routes);
