import { Fragment, useMemo } from "react";

import { readMessage, type Inline } from "./text";
import styles from "./comments.module.css";

interface CommentTextProps {
  message: string;
  /** Names and addresses that mentions may have. */
  names: readonly string[];
}

/** A message with its little Markdown, drawn as elements: nothing in it can become HTML. */
export function CommentText({ message, names }: CommentTextProps) {
  const blocks = useMemo(() => readMessage(message, names), [message, names]);
  return (
    <div className={styles.text} dir="auto">
      {blocks.map((block, index) => {
        if (block.kind === "code") return <pre key={index}>{block.text}</pre>;
        if (block.kind === "list") {
          return (
            <ul key={index}>
              {block.items.map((item, at) => (
                <li key={at}>
                  <Parts parts={item} />
                </li>
              ))}
            </ul>
          );
        }
        return (
          <p key={index}>
            {block.lines.map((line, at) => (
              <Fragment key={at}>
                {at > 0 && <br />}
                <Parts parts={line} />
              </Fragment>
            ))}
          </p>
        );
      })}
    </div>
  );
}

function Parts({ parts }: { parts: readonly Inline[] }) {
  return parts.map((part, index) => <Part key={index} part={part} />);
}

function Part({ part }: { part: Inline }) {
  switch (part.kind) {
    case "strong":
      return (
        <strong>
          <Parts parts={part.children} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Parts parts={part.children} />
        </em>
      );
    case "code":
      return <code>{part.text}</code>;
    case "link":
      return (
        <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
          {part.text}
        </a>
      );
    case "mention":
      return <span className={styles.mention}>{part.text}</span>;
    default:
      return part.text;
  }
}
