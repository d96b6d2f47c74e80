import { lazy } from "react";
import { IconComment } from "@/design";
import { CommentsBadge } from "@/features/comments/CommentsBadge";
import type { Extension } from "./types";

export const comments: Extension = {
  id: "COMMENTS_EXTENSION_ID",
  card: "comments",
  titleKey: "extensions.comments",
  textKey: "extensions.commentsText",
  icon: IconComment,
  kinds: null,
  modes: ["LABELER", "REVIEWER"],
  height: 120,
  isDefaultOn: () => true,
  isAvailable: () => true,
  Body: lazy(async () => ({ default: (await import("@/features/comments/CommentsPanel")).CommentsPanel })),
  Badge: CommentsBadge,
};
