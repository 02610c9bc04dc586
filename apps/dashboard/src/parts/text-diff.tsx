import { diffLines } from "./code/diff-lines";

const SIGN = { add: "+", del: "\u2212", same: "", hunk: "", note: "" } as const;

/**
 * A unified difference, line by line: added and removed lines have a sign and a ground, so it reads without
 * colour. An empty text says that there is none.
 */
export function TextDiff({ text, label }: { text: string; label: string }) {
  const lines = diffLines(text);
  if (lines.length === 0) return <p className="quiet small pad">The texts are the same.</p>;
  return (
    <div className="code diff" tabIndex={0} role="region" aria-label={label}>
      {lines.map((line, at) => (
        <div key={at} className={`l ${line.kind}`}>
          <span className="no">{line.old ?? ""}</span>
          <span className="no">{line.now ?? ""}</span>
          <span className="gt" aria-hidden="true">
            {SIGN[line.kind]}
          </span>
          <span className="tx">
            {line.kind === "add" ? <span className="sr">added: </span> : null}
            {line.kind === "del" ? <span className="sr">removed: </span> : null}
            {line.kind === "hunk" ? `from line ${line.now ?? 1}` : line.text}
          </span>
        </div>
      ))}
    </div>
  );
}
