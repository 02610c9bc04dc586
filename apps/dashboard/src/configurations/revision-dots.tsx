"use client";
import type { RevisionRow } from "@fleethub/api";
import { useEffect, useMemo, useRef } from "react";
import { Badge } from "../parts/badge";
import { Moment } from "../parts/moment";
import { plural } from "../words/format";
import { configurationHref } from "./addresses";
import { draftsOver } from "./kept-drafts";
import { useRunners } from "./use-runners";

/** Revisions as a line of dots, oldest first, each with where it runs now. */
export function RevisionDots(props: {
  name: string;
  revisions: readonly RevisionRow[];
  current: number;
  edited: boolean;
  onRevision: (number: number) => void;
  /** The revision that was chosen to compare with; 0: none. */
  against: number;
  onAgainst: (number: number) => void;
  /** Revisions that are stable in some group. */
  stable: ReadonlySet<number>;
}) {
  const line = useRef<HTMLElement>(null);
  const runners = useRunners(
    props.name,
    useMemo(() => props.revisions.map((one) => one.number), [props.revisions]),
  );
  useEffect(() => {
    line.current
      ?.querySelector("[aria-current]")
      ?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }, [props.current, props.edited]);
  const known = props.revisions.map((one) => one.number);
  const elsewhere = draftsOver(props.name).filter(
    (number) => number !== props.current && known.includes(number),
  );
  return (
    <nav className="revs" aria-label="Revisions" ref={line}>
      {[...props.revisions].reverse().map((one) => {
        const on = runners.data?.byRevision.get(one.number) ?? 0;
        return (
          <div key={one.number} className="rev">
            <a
              href={configurationHref(props.name, one.number)}
              className={on > 0 ? "good" : undefined}
              aria-current={one.number === props.current && !props.edited ? "true" : undefined}
              title={one.message || undefined}
              onClick={(event) => {
                event.preventDefault();
                props.onRevision(one.number);
              }}
            >
              <b>
                r{one.number}
                {props.stable.has(one.number) ? <Badge tone="ok">stable</Badge> : null}
              </b>
              <span>
                <Moment at={one.createdAt} />,{" "}
                {on === 0 ? "on no agent" : `on ${plural(on, "agent")}`}
              </span>
            </a>
            {one.number === props.current && !props.edited ? null : (
              <button
                type="button"
                className="rev-vs"
                aria-pressed={one.number === props.against}
                aria-label={`Compare with r${one.number}`}
                onClick={() => props.onAgainst(one.number === props.against ? 0 : one.number)}
              >
                {one.number === props.against ? "compared" : "compare"}
              </button>
            )}
          </div>
        );
      })}
      {props.edited ? (
        <a href="#draft" aria-current="true" onClick={(event) => event.preventDefault()}>
          <b>Draft</b>
          not saved
        </a>
      ) : null}
      {elsewhere.map((number) => (
        <a
          key={`draft ${number}`}
          href={configurationHref(props.name, number)}
          onClick={(event) => {
            event.preventDefault();
            props.onRevision(number);
          }}
        >
          <b>Draft over r{number}</b>
          not saved, kept in this window
        </a>
      ))}
    </nav>
  );
}
