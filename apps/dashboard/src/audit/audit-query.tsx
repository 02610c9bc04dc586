"use client";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "../data/keys";
import { Icon } from "../parts/icon";
import { QueryPaint } from "../parts/query-paint";

const SETTLE_MS = 250;

/** The query over the record. It applies by itself once the typing rests; what cannot be read is said beneath. */
export function AuditQuery(props: {
  value: string;
  onChange: (value: string) => void;
  /** Why the hub cannot read it. */
  problem: string | null;
}) {
  const { value, onChange, problem } = props;
  const input = useRef<HTMLInputElement>(null);
  const applied = useRef(value);
  const [text, setText] = useState(value);
  const [scrolled, setScrolled] = useState(0);
  useKeys({ "/": () => input.current?.focus() });
  useEffect(() => {
    if (value === applied.current) return;
    applied.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text.trim() === applied.current) return;
    const timer = setTimeout(() => {
      applied.current = text.trim();
      onChange(text.trim());
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <div className="query-box">
      <div className="query" data-wrong={problem !== null || undefined}>
        <Icon name="search" small className="quiet" />
        <div className="query-line">
          <QueryPaint text={text} wrongAt={undefined} shift={scrolled} />
          <input
            ref={input}
            aria-label="Filter the audit"
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : "audit-query-problem"}
            autoComplete="off"
            spellCheck={false}
            placeholder="who:ada did:rollout agent:gpu-* since:24h hash:4c1f"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
            onKeyDown={(event) => {
              if (event.key === "Escape") input.current?.blur();
            }}
          />
        </div>
        {text === "" ? (
          <kbd>/</kbd>
        ) : (
          <button
            type="button"
            className="btn ghost sm icon"
            aria-label="Clear the query"
            onClick={() => {
              setText("");
              applied.current = "";
              onChange("");
              input.current?.focus();
            }}
          >
            <Icon name="x" small />
          </button>
        )}
      </div>
      {problem === null ? null : (
        <p className="query-problem" id="audit-query-problem" role="alert">
          <Icon name="warn" small />
          <span>{problem}</span>
        </p>
      )}
    </div>
  );
}
