"use client";
import type { RevisionRow } from "@fleethub/api";
import { useEffect, useRef } from "react";
import { useAgents } from "../data/queries";
import { moment, plural } from "../words/format";

/** Revisions as a line of dots, oldest first, each with where it runs now. */
export function RevisionDots(props: {
  name: string;
  revisions: readonly RevisionRow[];
  current: number;
  edited: boolean;
  onRevision: (number: number) => void;
}) {
  const line = useRef<HTMLElement>(null);
  const agents = useAgents(`configuration:${props.name}`, 500);
  const runs = new Map<number, number>();
  for (const { revision } of agents.data?.items ?? []) {
    if (revision !== null) runs.set(revision, (runs.get(revision) ?? 0) + 1);
  }
  useEffect(() => {
    line.current
      ?.querySelector("[aria-current]")
      ?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }, [props.current, props.edited]);
  const now = Date.now();
  return (
    <nav className="revs" aria-label="Revisions" ref={line}>
      {[...props.revisions].reverse().map((one) => {
        const on = runs.get(one.number) ?? 0;
        return (
          <a
            key={one.number}
            href={`/configurations/one?name=${props.name}&rev=${one.number}`}
            className={on > 0 ? "good" : undefined}
            aria-current={one.number === props.current && !props.edited ? "true" : undefined}
            title={one.message || undefined}
            onClick={(event) => {
              event.preventDefault();
              props.onRevision(one.number);
            }}
          >
            <b>r{one.number}</b>
            {moment(one.createdAt, now)}, {on === 0 ? "on no agent" : `on ${plural(on, "agent")}`}
          </a>
        );
      })}
      {props.edited ? (
        <a href="#draft" aria-current="true" onClick={(event) => event.preventDefault()}>
          <b>Draft</b>
          not saved
        </a>
      ) : null}
    </nav>
  );
}
