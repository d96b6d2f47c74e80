import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from "pdfjs-dist";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice, Skeleton } from "@/design";
import styles from "./rows.module.css";
import { useStage } from "./useStage";
import { ZoomBar } from "./ZoomBar";

interface Size {
  width: number;
  height: number;
}

/** All pages below each other; each is painted when it comes near the view. */
export function PdfPages({ address }: { address: string }) {
  const { t } = useTranslation();
  // Every answer of the server signs the address anew; the file stays the one first opened.
  const [source] = useState(address);
  const [file, setFile] = useState<PDFDocumentProxy>();
  const [error, setError] = useState<Error>();
  const [zoom, setZoom] = useState(1);
  const [turn, setTurn] = useState(0);
  const [base, setBase] = useState<Size>({ width: 612, height: 792 });
  const [page, setPage] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  const pages = file?.numPages ?? 0;
  const goTo = (next: number) => {
    const target = Math.max(0, Math.min(pages - 1, next));
    setPage(target);
    frame.current?.querySelectorAll("canvas")[target]?.scrollIntoView({ block: "start" });
  };
  const rotate = () => setTurn((turn + 90) % 360);
  const stage = useStage({ zoom, onZoom: setZoom, onRotate: rotate, onPage: (step) => goTo(page + step) });

  useEffect(() => {
    let wanted = true;
    GlobalWorkerOptions.workerSrc = workerUrl;
    // Nothing in the file may run or be fetched from elsewhere.
    const task = getDocument({ url: source, isEvalSupported: false, enableXfa: false });
    task.promise
      .then(async (opened) => {
        const { width, height } = (await opened.getPage(1)).getViewport({ scale: 1 });
        if (!wanted) return;
        setBase({ width, height });
        setFile(opened);
      })
      .catch((problem: unknown) => {
        if (wanted) setError(problem instanceof Error ? problem : new Error(String(problem)));
      });
    return () => {
      wanted = false;
      void task.destroy();
    };
  }, [source]);

  if (error) return <ErrorNotice error={error} />;
  return (
    <div className={styles.viewer}>
      <ZoomBar
        zoom={zoom}
        onZoom={setZoom}
        onRotate={rotate}
        page={page}
        pages={pages}
        onPage={goTo}
        address={source}
      />
      <div
        ref={frame}
        className={styles.stage}
        {...stage}
        aria-label={t("rows.pageCount", { count: pages })}
        onScroll={(event) => setPage(pageInView(event.currentTarget))}
      >
        <div className={styles.pages}>
          {!file && <Skeleton width={base.width} height={base.height} />}
          {file &&
            Array.from({ length: file.numPages }, (_, index) => (
              <PdfPage
                key={index}
                file={file}
                number={index + 1}
                zoom={zoom * 1.25}
                turn={turn}
                base={base}
              />
            ))}
        </div>
      </div>
    </div>
  );
}

/** The page that takes the middle of the frame. */
function pageInView(frame: HTMLElement): number {
  const middle = frame.getBoundingClientRect().top + frame.clientHeight / 2;
  const pages = [...frame.querySelectorAll("canvas")];
  const at = pages.findIndex((page) => page.getBoundingClientRect().bottom >= middle);
  return Math.max(0, at);
}

interface PdfPageProps {
  file: PDFDocumentProxy;
  number: number;
  zoom: number;
  turn: number;
  base: Size;
}

function PdfPage({ file, number, zoom, turn, base }: PdfPageProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(number <= 2);
  const side = turn % 180 === 0 ? base : { width: base.height, height: base.width };
  const [size, setSize] = useState<Size>();

  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: "800px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = canvas.current;
    if (!near || !element) return undefined;
    let cancel: (() => void) | undefined;
    let wanted = true;
    const paint = async () => {
      const page = await file.getPage(number);
      const viewport = page.getViewport({ scale: zoom, rotation: (page.rotate + turn) % 360 });
      if (!wanted) return;
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      element.width = viewport.width * ratio;
      element.height = viewport.height * ratio;
      setSize({ width: viewport.width, height: viewport.height });
      const work = page.render({ canvas: element, viewport, transform: [ratio, 0, 0, ratio, 0, 0] });
      cancel = () => work.cancel();
      await work.promise;
    };
    // A painting that is cancelled by the next one is no error.
    paint().catch(() => undefined);
    return () => {
      wanted = false;
      cancel?.();
    };
  }, [file, number, zoom, turn, near]);

  const shown = size ?? { width: side.width * zoom, height: side.height * zoom };
  return (
    <canvas ref={canvas} className={styles.page} style={shown}>
      {t("rows.pageOf", { page: number, pages: file.numPages })}
    </canvas>
  );
}
