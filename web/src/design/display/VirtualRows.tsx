import { useVirtualizer } from "@tanstack/react-virtual";
import type { ReactNode, RefObject } from "react";

interface VirtualRowsProps {
  count: number;
  scroller: RefObject<HTMLDivElement | null>;
  renderRow: (index: number) => ReactNode;
}

const ROW_HEIGHT = 40;

/** The visible rows of a long table between two spacers. */
export function VirtualRows({ count, scroller, renderRow }: VirtualRowsProps) {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      {before > 0 && <tr aria-hidden style={{ height: before }} />}
      {items.map((item) => renderRow(item.index))}
      {after > 0 && <tr aria-hidden style={{ height: after }} />}
    </>
  );
}
