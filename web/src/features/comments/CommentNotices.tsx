import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { onServerEvent } from "@/api/events";
import { toast } from "@/design";

interface Notice {
  reason: "MENTION" | "REPLY";
  by: string;
  projectName: string;
  threadId: string;
  path: string | null;
}

const LONG_MS = 10_000;

/** Tells the person, on whatever page they are, that somebody mentioned or answered them. */
export function CommentNotices() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useEffect(
    () =>
      onServerEvent("COMMENT_NOTIFICATION", (event) => {
        const { reason, by, projectName, threadId, path } = event as unknown as Notice;
        const values = { name: by, project: projectName };
        const text =
          reason === "MENTION" ? t("comments.noticeMENTION", values) : t("comments.noticeREPLY", values);
        const action = path
          ? {
              action: {
                label: t("comments.noticeShow"),
                run: () => void navigate(`${path}?comment=${threadId}`),
              },
            }
          : {};
        toast.info(text, { duration: LONG_MS, ...action });
      }),
    [t, navigate],
  );
  return null;
}
