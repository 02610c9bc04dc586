import { CopyButton } from "./copy-button";

/** A text to be copied whole: a command, a file, a message as reported. */
export function Command(props: {
  text: string;
  label: string;
  wrap?: boolean;
  /** What is shown in the place of a text that holds a secret. */
  shown?: string;
}) {
  const { text, label, wrap, shown = text } = props;
  return (
    <div className="cmd">
      <pre tabIndex={0} role="region" aria-label={label} className={wrap ? "wrap" : undefined}>
        {shown}
      </pre>
      <CopyButton text={text} label={`Copy ${label}`} className="copy" />
    </div>
  );
}
