import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import { EmptyState, ErrorNotice, IconFile, Skeleton, TextLink } from "@/design";
import type { GetRowDocumentQuery } from "@/api/generated/graphql";
import type { LabelingContext } from "@/features/labeling/context";
import { Film, FullCell, Sound } from "./Cell";
import { mediaOf, ownAddress } from "./content";
import { GET_ROW_DOCUMENT } from "./data/operations";
import { rowSource } from "./data/rowSource";
import styles from "./rows.module.css";
import { TextLines } from "./TextLines";
import { useStage } from "./useStage";
import { ZoomBar } from "./ZoomBar";

const PdfPages = lazy(async () => ({ default: (await import("./PdfPages")).PdfPages }));

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
  if (lineCount === 1) return <OneLine documentId={id} markdown={/\.md$/i.test(fileName)} />;
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

/** A file with nothing but an address is a document on the web: the page is what is read. */
function OneLine({ documentId, markdown }: { documentId: string; markdown: boolean }) {
  const [text, setText] = useState<string>();
  useEffect(() => {
    let wanted = true;
    const show = (found: string) => wanted && setText(found);
    rowSource(documentId)
      .cells(0, 1)
      .then(
        (rows) => show((rows.get(0) ?? []).join("\t")),
        // The lines fetch it again and tell what went wrong.
        () => show(""),
      );
    return () => {
      wanted = false;
    };
  }, [documentId]);
  if (text === undefined) return <Skeleton height={320} />;
  const kind = mediaOf(text);
  if (kind === null) return <TextLines documentId={documentId} count={1} markdown={markdown} />;
  return (
    <div className={styles.reader}>
      <FullCell text={text} markdown={false} media framed />
    </div>
  );
}

function ImageStage({ address, name }: { address: string; name: string }) {
  const { t } = useTranslation();
  const [zoom, setZoom] = useState(1);
  const [turn, setTurn] = useState(0);
  const rotate = () => setTurn((turn + 90) % 360);
  const stage = useStage({ zoom, onZoom: setZoom, onRotate: rotate });
  return (
    <div className={styles.viewer}>
      <ZoomBar zoom={zoom} onZoom={setZoom} onRotate={rotate} address={address} />
      <div className={styles.stage} {...stage} aria-label={t("rows.viewerOf", { name })}>
        <img
          className={styles.stageImage}
          src={address}
          alt={name}
          draggable={false}
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
