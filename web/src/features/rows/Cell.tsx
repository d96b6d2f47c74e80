import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog, IconExternalLink, IconImage } from "@/design";
import { mediaOf, renderMarkdown } from "./content";
import { PageFrame } from "./PageFrame";
import styles from "./rows.module.css";

export interface CellProps {
  text: string;
  /** `NONE`, `THUMBNAIL` or `FULL`. */
  media: string;
  markdown: boolean;
}

/** A cell of the table; pictures as the project shows them, everything else as safe text. */
export function Cell({ text, media, markdown }: CellProps) {
  const kind = media === "NONE" ? null : mediaOf(text);
  if (kind === "image") return <Picture address={text.trim()} full={media === "FULL"} />;
  const address = kind ?? (text.startsWith("http") ? mediaOf(text) : null);
  if (address) return <Address address={text.trim()} />;
  if (markdown)
    return <div className={styles.markdown} dangerouslySetInnerHTML={{ __html: renderMarkdown(text) }} />;
  return (
    <span className={styles.cellText} dir="auto">
      {text}
    </span>
  );
}

export function Address({ address }: { address: string }) {
  return (
    <a
      className={styles.address}
      href={address}
      target="_blank"
      rel="noreferrer noopener"
      tabIndex={-1}
      title={address}
    >
      <IconExternalLink size={13} aria-hidden />
      <span>{address.replace(/^https?:\/\//, "")}</span>
    </a>
  );
}

/** The file's name; an address with stray percent signs keeps them. */
function nameOf(address: string): string {
  const last = address.split("/").pop() ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function Picture({ address, full }: { address: string; full: boolean }) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  const [large, setLarge] = useState(false);
  if (broken) return <Address address={address} />;
  const name = nameOf(address);
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        className={styles.picture}
        data-full={full || undefined}
        aria-label={t("rows.enlarge", { name })}
        onClick={(event) => {
          event.stopPropagation();
          setLarge(true);
        }}
      >
        <img
          src={address}
          alt=""
          loading="lazy"
          referrerPolicy="no-referrer"
          onError={() => setBroken(true)}
        />
      </button>
      {large && (
        <Dialog opened size="huge" title={name} onClose={() => setLarge(false)}>
          <img className={styles.large} src={address} alt={name} referrerPolicy="no-referrer" />
        </Dialog>
      )}
    </>
  );
}

/** The whole text of a cell with its media, for the reading pane. */
export function FullCell({
  text,
  markdown,
  media,
  framed,
}: {
  text: string;
  markdown: boolean;
  media: boolean;
  /** Pages are shown, not only linked. */
  framed?: boolean;
}) {
  const { t } = useTranslation();
  const kind = mediaOf(text);
  const address = text.trim();
  if (text === "") return <span className={styles.emptyCell}>{t("rows.emptyCell")}</span>;
  if (kind && !media) return <Address address={address} />;
  if (kind === "image") return <FullImage address={address} />;
  if (kind === "audio") return <Sound address={address} name={address} />;
  if (kind === "video") return <Film address={address} name={address} />;
  if (kind === "page" && framed) return <PageFrame address={address} />;
  if (kind) return <Address address={address} />;
  if (markdown)
    return <div className={styles.markdown} dangerouslySetInnerHTML={{ __html: renderMarkdown(text) }} />;
  return (
    <div className={styles.fullText} dir="auto">
      {text}
    </div>
  );
}

/* eslint-disable jsx-a11y/media-has-caption -- files of the labelers' data bring no captions */
export function Sound({ address, name }: { address: string; name: string }) {
  return <audio controls preload="metadata" src={address} aria-label={name} />;
}

export function Film({ address, name }: { address: string; name: string }) {
  return <video controls preload="metadata" className={styles.large} src={address} aria-label={name} />;
}
/* eslint-enable jsx-a11y/media-has-caption */

function FullImage({ address }: { address: string }) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  const [large, setLarge] = useState(false);
  const name = nameOf(address);
  if (!broken)
    return (
      <>
        <button
          type="button"
          className={styles.enlarge}
          aria-label={t("rows.enlarge", { name })}
          onClick={() => setLarge(true)}
        >
          <img
            className={styles.large}
            src={address}
            alt=""
            referrerPolicy="no-referrer"
            onError={() => setBroken(true)}
          />
        </button>
        {large && (
          <Dialog opened size="huge" title={name} onClose={() => setLarge(false)}>
            <img className={styles.large} src={address} alt={name} referrerPolicy="no-referrer" />
          </Dialog>
        )}
      </>
    );
  return (
    <span className={styles.emptyCell}>
      <IconImage size={14} aria-hidden /> {t("rows.brokenMedia")} <Address address={address} />
    </span>
  );
}
