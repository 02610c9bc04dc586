/** One painted stretch of the query's text. */
interface Stretch {
  readonly text: string;
  readonly kind: "blank" | "field" | "colon" | "value" | "word";
}

/** Splits a query at blanks outside quotes, and each term at its first colon. The pieces join to the text. */
export function stretches(text: string): readonly (readonly Stretch[])[] {
  const parts = text.match(/\s+|(?:"(?:\\.|[^"\\])*"?|[^\s"])+/g) ?? [];
  return parts.map((part) => {
    if (part.trim() === "") return [{ text: part, kind: "blank" }];
    const colon = part.indexOf(":");
    if (colon < 1 || part.startsWith('"')) return [{ text: part, kind: "word" }];
    return [
      { text: part.slice(0, colon), kind: "field" },
      { text: ":", kind: "colon" },
      { text: part.slice(colon + 1), kind: "value" },
    ];
  });
}

/** Draws the text of the query behind its input: terms as chips, the wrong one underlined. */
export function QueryPaint(props: { text: string; wrongAt: number | undefined; shift: number }) {
  let from = 0;
  return (
    <div className="query-paint" aria-hidden="true">
      <span style={{ translate: `${-props.shift}px 0` }}>
        {stretches(props.text).map((term, index) => {
          const text = term.map((one) => one.text).join("");
          const start = from;
          from += text.length;
          if (term[0]?.kind === "blank") return <span key={index}>{text}</span>;
          const wrong =
            props.wrongAt !== undefined && props.wrongAt > start && props.wrongAt <= from;
          return (
            <span key={index} className={wrong ? "tok wrong" : "tok"}>
              {term.map((one) => (
                <span
                  key={one.kind}
                  className={one.kind === "field" ? "k" : one.kind === "colon" ? "o" : undefined}
                >
                  {one.text}
                </span>
              ))}
            </span>
          );
        })}
      </span>
    </div>
  );
}
