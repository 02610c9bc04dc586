"use client";
import { completeQuery, parseQuery } from "@fleethub/fleet/query";
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { written } from "../data/query-text";
import { Icon } from "./icon";
import { QueryPaint } from "./query-paint";

/** A value that the fleet has, offered while a value of that field is written. */
export interface KnownValue {
  readonly value: string;
  readonly count: number;
}

interface Offer {
  readonly insert: string;
  readonly meaning: string;
}

const SETTLE_MS = 250;
const OFFERS_MAX = 8;

/**
 * The query line. Typing applies by itself once the text is a query; until then the place that is wrong is
 * marked and said beneath. Names and values are completed: arrows choose, Enter or Tab takes.
 */
export function Query(props: {
  value: string;
  onChange: (value: string) => void;
  /** Values with counts, by field (`os`, `label.env`), for completion. */
  known: Readonly<Record<string, readonly KnownValue[]>>;
  input?: RefObject<HTMLInputElement | null>;
  /** `selector`: only what does not change by itself can be asked for. Default `search`. */
  use?: "search" | "selector";
  /** What the line is for, to those who do not see it. */
  label?: string;
  /** Where a label stands beside it, its `htmlFor`. */
  id?: string;
}) {
  const { value, onChange, use = "search" } = props;
  const searching = use === "search";
  const own = useRef<HTMLInputElement>(null);
  const input = props.input ?? own;
  const id = useId();
  const [text, setText] = useState(value);
  const [caret, setCaret] = useState(0);
  const [offering, setOffering] = useState(false);
  const [at, setAt] = useState(-1);
  const [scrolled, setScrolled] = useState(0);
  const applied = useRef(value);
  const caretTo = useRef<number | null>(null);

  useEffect(() => {
    if (value === applied.current) return;
    applied.current = value;
    setText(value);
  }, [value]);

  const completion = completeQuery(text, caret, use);
  const offers = offering ? offersFor(completion, props.known) : [];
  // A name or value that is still being chosen is not yet what is asked for.
  const choosing = offers.length > 0 && completion.prefix !== "";
  useEffect(() => {
    if (choosing || text === applied.current || parseQuery(text, { use }).problem) return;
    const timer = setTimeout(() => {
      applied.current = text.trim();
      onChange(text.trim());
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, choosing, onChange, use]);
  const parsed = parseQuery(text, { use });
  const problem = offers.length > 0 && caret === text.length ? undefined : parsed.problem;

  useLayoutEffect(() => {
    const to = caretTo.current;
    caretTo.current = null;
    if (to !== null) input.current?.setSelectionRange(to, to);
  });
  const write = (next: string, to: number) => {
    setText(next);
    setCaret(to);
    setAt(-1);
    caretTo.current = to;
  };
  const take = (offer: Offer) => {
    const done = offer.insert.endsWith(":") || offer.insert.endsWith(".") ? "" : " ";
    const head = text.slice(0, completion.from) + offer.insert + done;
    write(head + text.slice(completion.to).replace(/^ /, done === "" ? " " : ""), head.length);
    setOffering(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = offers[at];
    if (event.key === "ArrowDown" && !offering) setOffering(true);
    else if (event.key === "ArrowDown" && offers.length > 0) setAt((at + 1) % offers.length);
    else if (event.key === "ArrowUp" && offers.length > 0)
      setAt((at <= 0 ? offers.length : at) - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) take(chosen);
    else if (event.key === "Enter" && !parsed.problem) {
      applied.current = text.trim();
      onChange(text.trim());
      setOffering(false);
    } else if (event.key === "Escape" && offers.length > 0) setOffering(false);
    else if (event.key === "Escape") input.current?.blur();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="query-box">
      <div className="query" data-wrong={problem !== undefined || undefined}>
        {searching ? <Icon name="search" small className="quiet" /> : null}
        <div className="query-line">
          <QueryPaint text={text} wrongAt={problem?.column} shift={scrolled} />
          <input
            ref={input}
            id={props.id}
            role="combobox"
            aria-label={props.label ?? "Filter agents"}
            aria-expanded={offers.length > 0}
            aria-controls={`${id}-offers`}
            aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
            aria-autocomplete="list"
            aria-invalid={problem !== undefined}
            aria-describedby={problem ? `${id}-problem` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={
              searching
                ? "sync:failed,drifted version:<0.161 label.env:prod"
                : "label.env:prod os:linux"
            }
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setCaret(event.target.selectionStart ?? event.target.value.length);
              setOffering(true);
              setAt(-1);
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
            onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
            // A selector may have the focus because its dialog opened: it offers when somebody acts on it.
            onFocus={() => setOffering(searching)}
            onPointerDown={() => setOffering(true)}
            onBlur={() => setOffering(false)}
            onKeyDown={onKeyDown}
          />
        </div>
        {text === "" && searching ? <kbd>/</kbd> : null}
        {text === "" ? null : (
          <button
            type="button"
            className="btn ghost sm icon"
            aria-label="Clear the query"
            onClick={() => {
              write("", 0);
              applied.current = "";
              onChange("");
              input.current?.focus();
            }}
          >
            <Icon name="x" small />
          </button>
        )}
      </div>
      <ul
        className="pop offers"
        role="listbox"
        id={`${id}-offers`}
        aria-label="Completions"
        hidden={offers.length === 0}
      >
        {offers.map((offer, index) => (
          <li
            key={offer.insert}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault();
              take(offer);
            }}
          >
            <code>{offer.insert}</code>
            <span className="end">{offer.meaning}</span>
          </li>
        ))}
      </ul>
      {problem ? (
        <p className="query-problem" id={`${id}-problem`} role="alert">
          <Icon name="warn" small />
          <span>
            {problem.message} {problem.remedy}
          </span>
        </p>
      ) : null}
    </div>
  );
}

type Completed = ReturnType<typeof completeQuery>;

function offersFor(
  at: Completed,
  known: Readonly<Record<string, readonly KnownValue[]>>,
): readonly Offer[] {
  if (at.field === null || at.options.length > 0) {
    return at.options.filter((one) => one.insert !== at.prefix).slice(0, OFFERS_MAX);
  }
  const field = at.key === null ? at.field : `${at.field}.${at.key}`;
  const prefix = at.prefix.toLowerCase();
  return (known[field] ?? [])
    .filter(({ value }) => value.toLowerCase().startsWith(prefix) && value !== at.prefix)
    .slice(0, OFFERS_MAX)
    .map(({ value, count }) => ({ insert: written(value), meaning: `${count}` }));
}
