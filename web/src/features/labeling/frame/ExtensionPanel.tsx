import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Button, IconSettings, Hidden } from "@/design";
import { EXTENSIONS, type ExtensionId } from "@/extensions";
import { isOn, moved, NEW, offered, type Arrangement, type Offer } from "@/extensions/arrangement";
import type { LabelingContext } from "../context";
import type { CardSlot } from "./cardSlots";
import { ExtensionCard } from "./ExtensionCard";
import { ManageExtensions } from "./ManageExtensions";
import { usePanelDrag } from "./usePanelDrag";
import styles from "./frame.module.css";

interface ExtensionPanelProps {
  context: LabelingContext;
  arrangement: Arrangement;
  offer: Offer | null;
  onArrange: (patch: Partial<Arrangement>) => void;
  /** A card's places for what the workspace renders came or went. */
  onSlot: (card: string, part: keyof CardSlot, element: HTMLElement | null) => void;
  /** What the workspace renders without a card of its own. */
  children: ReactNode;
}

/** All panels that are on, in the person's order, and the way to change both. */
export function ExtensionPanel(props: ExtensionPanelProps) {
  const { context, arrangement, offer, onArrange, onSlot, children } = props;
  const { t } = useTranslation();
  const [managing, setManaging] = useState(false);
  const [said, setSaid] = useState("");
  const all = offered(EXTENSIONS, context, arrangement, offer);
  const shown = all.filter((one) => isOn(one, context, arrangement, offer));
  const ids = shown.map((one) => one.id);

  const place = (id: ExtensionId, to: number) => onArrange({ order: moved(ids, id, to) });
  const drag = usePanelDrag(
    shown.map((one) => one.card),
    (card, to) => {
      const found = shown.find((one) => one.card === card);
      if (found) place(found.id, to);
    },
  );
  const handleMove = (id: ExtensionId, title: string, by: 1 | -1) => {
    const to = Math.max(0, Math.min(ids.length - 1, ids.indexOf(id) + by));
    place(id, to);
    setSaid(t("extensions.moved", { name: title, place: to + 1, total: ids.length }));
  };
  const toggle = (id: ExtensionId, closed: boolean) =>
    onArrange({
      closed: closed ? arrangement.closed.filter((one) => one !== id) : [...arrangement.closed, id],
    });
  const switchTo = (id: ExtensionId, on: boolean) => onArrange({ on: { ...arrangement.on, [id]: on } });

  return (
    <>
      {children}
      {shown.map((one, index) => {
        const closed = arrangement.closed.includes(one.id);
        return (
          <ExtensionCard
            key={one.id}
            extension={one}
            context={context}
            closed={closed}
            height={arrangement.heights[one.id]}
            dragged={drag.dragged === one.card}
            isFirst={index === 0}
            isLast={index === shown.length - 1}
            slotRef={(part, element) => onSlot(one.card, part, element)}
            onToggle={() => toggle(one.id, closed)}
            onMove={(by) => handleMove(one.id, t(one.titleKey), by)}
            onHide={one.core || context.readOnly ? undefined : () => switchTo(one.id, false)}
            onHeight={(height) => onArrange({ heights: { ...arrangement.heights, [one.id]: height } })}
            onGrab={drag.grab(one.card)}
          />
        );
      })}
      <div className={styles.panelFoot}>
        <Button size="small" variant="subtle" icon={IconSettings} onClick={() => setManaging(true)}>
          {t("extensions.manage")}
        </Button>
      </div>
      <Hidden>
        <span role="status">{said}</span>
      </Hidden>
      {managing && (
        <ManageExtensions
          extensions={all}
          isOn={(one) => isOn(one, context, arrangement, offer)}
          readOnly={context.readOnly}
          onSwitch={switchTo}
          onReset={() => onArrange(NEW)}
          onClose={() => setManaging(false)}
        />
      )}
    </>
  );
}
