import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";
import { GET_ME } from "@/api/account";
import { useApiQuery } from "@/api/client";
import type { MeQuery } from "@/api/generated/graphql";
import { isPageHeld, onSessionEnd, signInPath } from "@/api/session";
import { ErrorNotice } from "@/design";
import { AppSkeleton } from "./AppSkeleton";
import { useAccountPreferences } from "./preferences";
import styles from "./app.module.css";

export type Me = NonNullable<MeQuery["me"]>;
export type ServerInfo = MeQuery["serverInfo"];

export interface Session {
  me: Me;
  server: ServerInfo;
  refetch: () => void;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** The signed-in person and facts about the server. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession needs SessionProvider.");
  return session;
}

/** The person as the server says, and as it last said while work in progress holds the page. */
function useMe(data: MeQuery | undefined): { me: Me; server: ServerInfo } | undefined {
  const [last, setLast] = useState<{ me: Me; server: ServerInfo }>();
  if (data?.me && last?.me !== data.me) setLast({ me: data.me, server: data.serverInfo });
  if (data?.me) return { me: data.me, server: data.serverInfo };
  return isPageHeld() ? last : undefined;
}

/** Leave for the sign-in page when the session has ended, unless the page offers it in place. */
function useLeaving(hasEnded: boolean): void {
  const navigate = useNavigate();
  const location = useLocation();
  const here = location.pathname + location.search;
  useEffect(() => {
    if (hasEnded && !isPageHeld()) void navigate(signInPath(here), { replace: true });
  }, [hasEnded, here, navigate]);
  useEffect(
    () =>
      onSessionEnd(() => {
        if (!isPageHeld()) void navigate(signInPath(here));
      }),
    [here, navigate],
  );
}

/** Shows its children to signed-in people; others go to the sign-in page and come back here. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { data, error, loading, refetch } = useApiQuery(GET_ME, {});
  useAccountPreferences(data?.me?.id, data?.me?.preferences);
  const isSignedOut = data !== undefined && data.me === null;
  useLeaving(isSignedOut || error?.code === "UNAUTHENTICATED");
  const shown = useMe(data);
  if (shown) return <SessionContext value={{ ...shown, refetch }}>{children}</SessionContext>;
  if (error && error.code !== "UNAUTHENTICATED" && !loading) {
    return (
      <div className={styles.center}>
        <ErrorNotice error={error} onRetry={refetch} />
      </div>
    );
  }
  return <AppSkeleton />;
}
