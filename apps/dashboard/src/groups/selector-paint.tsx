import { stretches } from "../parts/query-paint";
import "../styles/pages/selector.css";

/** A selector to be read, one condition a line, its field apart from what it asks for. */
export function SelectorPaint({ query }: { query: string }) {
  const terms = stretches(query).filter(([first]) => first?.kind !== "blank");
  if (terms.length === 0) return <span className="quiet">every agent</span>;
  return (
    <span className="sel">
      {terms.map((term, at) => (
        <span key={at}>
          {term.map(({ text, kind }) => (
            <span key={kind} className={kind === "field" || kind === "colon" ? "k" : undefined}>
              {text}
            </span>
          ))}
        </span>
      ))}
    </span>
  );
}
