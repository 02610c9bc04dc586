import { CopyButton } from "./copy-button";

/** A text to be copied whole: a command, a file, a message as reported. */
export function Command({ text, label, wrap }: { text: string; label: string; wrap?: boolean }) {
  return (
    <div className="cmd">
      <pre tabIndex={0} role="region" aria-label={label} className={wrap ? "wrap" : undefined}>
        {text}
      </pre>
      <CopyButton text={text} label={`Copy ${label}`} className="copy" />
    </div>
  );
}
