import type { ReactNode } from "react";

const LINE = /^(\s*(?:- )?)([\w.$/-]+)(:)(?:(\s+)(.*))?$/;
const PLAIN = /^(true|false|null|[\d.]+\w*)$/;

/** A short YAML text with numbered, coloured lines. For long texts, and for editing, there is the editor. */
export function YamlLines({ text, label }: { text: string; label: string }) {
  return (
    <div className="code framed" tabIndex={0} role="region" aria-label={label}>
      {text
        .replace(/\n$/, "")
        .split("\n")
        .map((line, at) => (
          <div key={at} className="l">
            <span className="no" aria-hidden="true">
              {at + 1}
            </span>
            <span className="gt" />
            <span className="tx">{painted(line)}</span>
          </div>
        ))}
    </div>
  );
}

function painted(line: string): ReactNode {
  if (/^\s*#/.test(line)) return <span className="cm">{line}</span>;
  const parts = LINE.exec(line);
  if (parts === null) return line;
  const [, indent, key, colon, gap = "", value = ""] = parts;
  return (
    <>
      {indent}
      <span className="k">{key}</span>
      <span className="p">{colon}</span>
      {gap}
      {value === "" ? null : <span className={PLAIN.test(value) ? "nn" : "v"}>{value}</span>}
    </>
  );
}
