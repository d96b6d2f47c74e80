import { useId, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";

import { IconChevronDown, IconChevronRight } from "@/design";
import { useCardSlot } from "./cardSlots";
import styles from "./frame.module.css";

interface CardProps {
  /** Kept open or closed under this name. */
  id: string;
  title: string;
  /** Shown right of the title, e.g. a count. */
  after?: ReactNode;
  children: ReactNode;
}

const keyOf = (id: string) => `gloss.labeling.card.${id}`;

function storedOpen(id: string): boolean {
  try {
    return localStorage.getItem(keyOf(id)) !== "closed";
  } catch {
    return true;
  }
}

/** One extension of the side panel: fills the frame the panel keeps for it, or stands where it is rendered. */
export function Card(props: CardProps) {
  const slot = useCardSlot(props.id);
  if (slot === null) return null;
  if (slot === undefined) return <FreeCard {...props} />;
  return (
    <>
      {slot.body && createPortal(props.children, slot.body)}
      {slot.after && props.after && createPortal(props.after, slot.after)}
    </>
  );
}

/** A card outside the arranged panel; remembers whether it is open. */
function FreeCard({ id, title, after, children }: CardProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(() => storedOpen(id));
  const body = useId();
  const Chevron = open ? IconChevronDown : IconChevronRight;

  const handleToggle = () => {
    setOpen(!open);
    try {
      localStorage.setItem(keyOf(id), open ? "closed" : "open");
    } catch {
      // Storage may be forbidden; the choice then lasts for this visit.
    }
  };

  return (
    <section id={`labeling-${id}`} className={styles.card} tabIndex={-1}>
      <header className={styles.cardHeader}>
        <button
          type="button"
          className={styles.cardToggle}
          aria-expanded={open}
          aria-controls={body}
          aria-label={t(open ? "labeling.collapse" : "labeling.expand", { name: title })}
          onClick={handleToggle}
        >
          <Chevron size={13} aria-hidden />
          <span>{title}</span>
        </button>
        {after}
      </header>
      {open && (
        <div id={body} className={styles.cardBody}>
          {children}
        </div>
      )}
    </section>
  );
}
