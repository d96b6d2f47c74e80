import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LOGOUT } from "@/api/account";
import { mutate } from "@/api/client";
import { asGlossError } from "@/api/errors";
import { usePreferences } from "@/app/preferences";
import { useSession } from "@/app/session";
import { useWorkspace } from "@/app/workspace";
import {
  Avatar,
  IconEye,
  IconKeyboard,
  IconMoon,
  IconSettings,
  IconSignOut,
  IconSun,
  Menu,
  toast,
  type MenuItem,
} from "@/design";
import { showOverlay } from "./overlay";
import { CreateWorkspace, useWorkspaceItems } from "./WorkspaceMenu";
import styles from "./shell.module.css";

/** The person's menu: workspaces, appearance, help, profile, sign out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { routeId } = useWorkspace();
  const [creating, setCreating] = useState(false);
  const workspaces = useWorkspaceItems(() => setCreating(true));
  const appearance = useAppearanceItems();

  const signOut = async () => {
    try {
      await mutate(LOGOUT, {});
    } catch (error) {
      toast.error(asGlossError(error));
      return;
    }
    window.location.assign("/sign-in");
  };
  const items: MenuItem[] = [
    ...workspaces,
    "divider",
    ...appearance,
    "divider",
    {
      label: t("shell.shortcuts"),
      icon: IconKeyboard,
      shortcut: "?",
      onSelect: () => showOverlay("shortcuts"),
    },
    { label: t("shell.profile"), icon: IconSettings, to: `/teams/${routeId}/profile` },
    { label: t("shell.signOut"), icon: IconSignOut, onSelect: () => void signOut() },
  ];
  return (
    <>
      <Menu
        position="top-start"
        width={240}
        items={items}
        trigger={
          <button type="button" className={styles.account} aria-label={t("shell.account")}>
            <Avatar name={me.displayName || me.email} image={me.profilePicture} size={24} />
            <span className={styles.accountName}>{me.displayName || me.email}</span>
          </button>
        }
      />
      {creating && <CreateWorkspace onClose={() => setCreating(false)} />}
    </>
  );
}

function useAppearanceItems(): MenuItem[] {
  const { t } = useTranslation();
  const { scheme, setScheme, contrast, setContrast } = usePreferences();
  return [
    { heading: t("shell.theme") },
    {
      label: t("shell.themeAuto"),
      icon: IconSun,
      checked: scheme === "auto",
      onSelect: () => setScheme("auto"),
    },
    {
      label: t("shell.themeLight"),
      icon: IconSun,
      checked: scheme === "light",
      onSelect: () => setScheme("light"),
    },
    {
      label: t("shell.themeDark"),
      icon: IconMoon,
      checked: scheme === "dark",
      onSelect: () => setScheme("dark"),
    },
    {
      label: t("shell.highContrast"),
      icon: IconEye,
      checked: contrast === "high",
      onSelect: () => setContrast(contrast === "high" ? "normal" : "high"),
    },
  ];
}
