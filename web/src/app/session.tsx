import { createContext, useContext, useEffect, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";
import { GET_ME } from "@/api/account";
import { useApiQuery } from "@/api/client";
import type { MeQuery } from "@/api/generated/graphql";
import { onSessionEnd, signInPath } from "@/api/session";
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

/** Shows its children to signed-in people; others go to the sign-in page and come back here. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { data, error, loading, refetch } = useApiQuery(GET_ME, {});
  const navigate = useNavigate();
  const location = useLocation();
  const here = location.pathname + location.search;
  useAccountPreferences(data?.me?.id, data?.me?.preferences);
  const signedOut = data !== undefined && data.me === null;

  useEffect(() => {
    if (signedOut || error?.code === "UNAUTHENTICATED") void navigate(signInPath(here), { replace: true });
  }, [signedOut, error?.code, here, navigate]);

  useEffect(() => onSessionEnd(() => void navigate(signInPath(here))), [here, navigate]);

  if (data?.me) {
    return (
      <SessionContext value={{ me: data.me, server: data.serverInfo, refetch }}>{children}</SessionContext>
    );
  }
  if (error && error.code !== "UNAUTHENTICATED" && !loading) {
    return (
      <div className={styles.center}>
        <ErrorNotice error={error} onRetry={refetch} />
      </div>
    );
  }
  return <AppSkeleton />;
}
