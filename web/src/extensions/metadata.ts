import { lazy } from "react";
import { IconInfo } from "@/design";
import type { Extension } from "./types";

export const metadata: Extension = {
  id: "METADATA_EXTENSION_ID",
  card: "metadata",
  titleKey: "extensions.metadata",
  textKey: "extensions.metadataText",
  icon: IconInfo,
  kinds: ["TOKEN_BASED", "ROW_BASED", "LINE_BASED"],
  modes: ["LABELER", "REVIEWER"],
  height: 80,
  isDefaultOn: () => false,
  isAvailable: () => true,
  Body: lazy(async () => ({ default: (await import("./panels/MetadataPanel")).MetadataPanel })),
};
