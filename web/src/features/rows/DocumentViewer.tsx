import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import {
  EmptyState,
  ErrorNotice,
  IconButton,
  IconFile,
  IconMinus,
  IconPlus,
  IconRefresh,
  Skeleton,
  Text,
  TextLink,
} from "@/design";
import type { GetRowDocumentQuery } from "@/api/generated/graphql";
import type { LabelingContext } from "@/features/labeling/context";
import { Film, Sound } from "./Cell";
import { ownAddress } from "./content";
import { GET_ROW_DOCUMENT } from "./data/operations";
import styles from "./rows.module.css";
import { TextLines } from "./TextLines";

const PdfPages = lazy(async () => ({ default: (await import("./PdfPages")).PdfPages }));

const ZOOMS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

/** The file itself: text, pictures, PDF, sound or film. */
export function DocumentViewer({ context }: { context: LabelingContext }) {
  const { data, error, refetch } = useApiQuery(GET_ROW_DOCUMENT, { documentId: context.document.id });
  const found = data?.getTextDocument;
  if (found) return <FileView file={found} />;
  if (error) return <ErrorNotice error={error} onRetry={refetch} />;
  return (
    <div className={styles.lines}>
      <Skeleton height={320} />
    </div>
  );
}

function FileView({ file }: { file: GetRowDocumentQuery["getTextDocument"] }) {
  const { t } = useTranslation();
  const { id, mimeType, downloadUrl, fileName } = file;
  const mediaUrl = ownAddress(file.mediaUrl);
  const lineCount = file.lineCount ?? 0;
  if (mediaUrl && mimeType.startsWith("image/")) return <ImageStage address={mediaUrl} name={fileName} />;
  if (mediaUrl && mimeType === "application/pdf") {
    return (
      <Suspense fallback={<Skeleton height={480} />}>
        <PdfPages key={id} address={mediaUrl} />
      </Suspense>
    );
  }
  const Player = mimeType.startsWith("audio/") ? Sound : mimeType.startsWith("video/") ? Film : null;
  if (mediaUrl && Player) {
    return (
      <div className={styles.playerArea}>
        <Player address={mediaUrl} name={fileName} />
      </div>
    );
  }
  if (lineCount > 0) {
    return <TextLines documentId={id} count={lineCount} markdown={/\.md$/i.test(fileName)} />;
  }
  return (
    <EmptyState
      icon={IconFile}
      title={t("rows.noPreview")}
      text={t("rows.noPreviewText")}
      actions={
        downloadUrl && (
          <TextLink to={new URL(downloadUrl, window.location.href).href}>{t("rows.openOriginal")}</TextLink>
        )
      }
    />
  );
}

export interface ZoomBarProps {
  zoom: number;
  onZoom: (zoom: number) => void;
  onRotate: () => void;
  pages?: string;
  address: string;
}

export function ZoomBar({ zoom, onZoom, onRotate, pages, address }: ZoomBarProps) {
  const { t } = useTranslation();
  const at = ZOOMS.findIndex((step) => step >= zoom);
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("rows.documentTitle")}>
      <IconButton
        icon={IconMinus}
        label={t("rows.zoomOut")}
        disabled={at <= 0}
        onClick={() => onZoom(ZOOMS[at - 1] ?? 1)}
      />
      <Text size="small" tabular>
        {Math.round(zoom * 100)} %
      </Text>
      <IconButton
        icon={IconPlus}
        label={t("rows.zoomIn")}
        disabled={at >= ZOOMS.length - 1}
        onClick={() => onZoom(ZOOMS[at + 1] ?? 4)}
      />
      <IconButton icon={IconRefresh} label={t("rows.rotate")} onClick={onRotate} />
      {pages && (
        <Text size="small" tone="muted" tabular>
          {pages}
        </Text>
      )}
      <span className={styles.spring} />
      <TextLink to={new URL(address, window.location.href).href}>{t("rows.openOriginal")}</TextLink>
    </div>
  );
}

function ImageStage({ address, name }: { address: string; name: string }) {
  const [zoom, setZoom] = useState(1);
  const [turn, setTurn] = useState(0);
  return (
    <div className={styles.viewer}>
      <ZoomBar zoom={zoom} onZoom={setZoom} onRotate={() => setTurn((turn + 90) % 360)} address={address} />
      <div className={styles.stage}>
        <img
          className={styles.stageImage}
          src={address}
          alt={name}
          style={{
            width: `${zoom * 100}%`,
            maxHeight: zoom === 1 ? "100%" : undefined,
            objectFit: "contain",
            rotate: `${turn}deg`,
          }}
        />
      </div>
    </div>
  );
}
