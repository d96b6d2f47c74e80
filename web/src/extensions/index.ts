/** The panels of the labeling screen, in the order a new person finds them. One file each, one line here. */

import { analytics } from "./analytics";
import { answers } from "./answers";
import { comments } from "./comments";
import { dictionary } from "./dictionary";
import { files } from "./files";
import { grammar } from "./grammar";
import { guidelines } from "./guidelines";
import { labels } from "./labels";
import { legend } from "./legend";
import { metadata } from "./metadata";
import { review } from "./review";
import { sampling } from "./sampling";
import { search } from "./search";
import type { Extension } from "./types";

export const EXTENSIONS: readonly Extension[] = [
  labels,
  answers,
  review,
  sampling,
  files,
  search,
  comments,
  guidelines,
  metadata,
  dictionary,
  grammar,
  analytics,
  legend,
];

export type { Extension, ExtensionId, PanelProps } from "./types";
