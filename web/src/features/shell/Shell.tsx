import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, Outlet, useLocation, useNavigate } from "react-router";
import { useActions } from "@/actions";
import { useSession } from "@/app/session";
import { useWorkspace } from "@/app/workspace";
import { IconButton, IconMenu, IconPlus, IconSearch, Kbd, Text } from "@/design";
import { AccountMenu } from "./AccountMenu";
import { CommentNotices } from "@/features/comments/CommentNotices";
import { JobsBell } from "./JobsBell";
import { navigationOf } from "./navigation";
import { showOverlay } from "./overlay";
import { WorkspaceMenu } from "./WorkspaceMenu";
import styles from "./shell.module.css";

const Drawer = lazy(async () => ({ default: (await import("@/design/overlays/Dialog")).Drawer }));

/** The frame of all pages but the labeling screen: sidebar, or a drawer on narrow screens. */
export function Shell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [drawer, setDrawer] = useState(false);
  const workspace = useWorkspace();

  useGoActions();
  useEffect(() => setDrawer(false), [pathname]);

  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {t("shell.skip")}
      </a>
      <div className={styles.topbar}>
        <IconButton icon={IconMenu} label={t("shell.openMenu")} onClick={() => setDrawer(true)} />
        <Text strong truncate>
          {workspace.name}
        </Text>
      </div>
      <div className={styles.side}>
        <Sidebar />
      </div>
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      {drawer && (
        <Suspense>
          <Drawer opened side="left" width={280} title={t("app.name")} onClose={() => setDrawer(false)}>
            <div className={styles.drawer}>
              <Sidebar />
            </div>
          </Drawer>
        </Suspense>
      )}
    </div>
  );
}

function Sidebar() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { me } = useSession();
  return (
    <div className={styles.sidebar}>
      <WorkspaceMenu />
      <button type="button" className={styles.search} onClick={() => showOverlay("palette")}>
        <IconSearch size={14} aria-hidden />
        <span>{t("shell.search")}</span>
        <Kbd chord="Mod+K" plain />
      </button>
      <nav className={styles.nav} aria-label={t("shell.mainNavigation")}>
        {navigationOf(workspace, me.isSuperuser ?? false).map(({ id, labelKey, path, icon: Icon }) => (
          <NavLink key={id} to={path} className={styles.link}>
            <Icon size={16} stroke={1.7} aria-hidden />
            {t(labelKey)}
          </NavLink>
        ))}
      </nav>
      <span className={styles.spacer} />
      <div className={styles.foot}>
        <AccountMenu />
        <JobsBell />
        <CommentNotices />
      </div>
    </div>
  );
}

/** Navigation as commands, so that the palette and the keys know it too. */
function useGoActions() {
  const workspace = useWorkspace();
  const { me } = useSession();
  const navigate = useNavigate();
  const pages = navigationOf(workspace, me.isSuperuser ?? false);
  useActions([
    ...pages.map((entry) => ({
      id: entry.id,
      labelKey: entry.labelKey,
      sectionKey: "shell.sectionGo",
      icon: entry.icon,
      shortcut: entry.shortcut,
      scope: "page" as const,
      run: () => void navigate(entry.path),
    })),
    {
      id: "project.create",
      labelKey: "projects.create",
      sectionKey: "shell.sectionGeneral",
      icon: IconPlus,
      shortcut: "Alt+N",
      scope: "page",
      isEnabled: () => workspace.can.manage,
      run: () => void navigate(`/teams/${workspace.routeId}/projects/new`),
    },
    ...workspace.teams.map((team) => ({
      id: `workspace.${team.id}`,
      labelKey: "common.verbatim",
      labelValues: { text: team.name },
      sectionKey: "shell.sectionWorkspace",
      scope: "page" as const,
      isEnabled: () => team.id !== workspace.teamId,
      run: () => void navigate(`/teams/${team.id}/projects`),
    })),
  ]);
}
