"use client";
import type { AuditEntry, AuditVerification } from "@fleethub/api";
import { Fragment } from "react";
import { useRowWalk } from "../data/use-row-walk";
import { Icon } from "../parts/icon";
import { Moment } from "../parts/moment";
import { count, moment, shortHash } from "../words/format";
import { AuditDetail } from "./audit-detail";
import { actorName, effectWords, resourceHref, resourceWords, verbWords, VIA } from "./audit-words";
import { Link } from "../parts/link";

const ACTOR_ICON = { hub: "pulse", token: "key", operator: "user" } as const;

/** One row per act, newest first. `j` and `k` walk the rows, Enter opens one in place. */
export function AuditTable(props: {
  entries: readonly AuditEntry[];
  names: ReadonlyMap<string, string>;
  /** Sequence of the opened entry; null: none is. */
  open: number | null;
  onOpen: (sequence: number | null) => void;
  verification: AuditVerification | null;
}) {
  const body = useRowWalk({ controls: "button[aria-expanded]" });
  return (
    <table className="tbl aud">
      <thead>
        <tr>
          <th className="num">Entry</th>
          <th>Time</th>
          <th>Who</th>
          <th>What</th>
          <th>Effect</th>
          <th>Hash</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {props.entries.map((entry) => {
          const open = props.open === entry.sequence;
          return (
            <Fragment key={entry.id}>
              <Row
                entry={entry}
                name={props.names.get(entry.resource.id)}
                open={open}
                verification={props.verification}
                onToggle={() => props.onOpen(open ? null : entry.sequence)}
              />
              {open ? (
                <tr className="det">
                  <td colSpan={6}>
                    <AuditDetail entry={entry} onOpen={props.onOpen} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function Row(props: {
  entry: AuditEntry;
  name: string | undefined;
  open: boolean;
  onToggle: () => void;
  verification: AuditVerification | null;
}) {
  const { entry, open, onToggle, verification } = props;
  const href = resourceHref(entry);
  const resource = props.name ?? resourceWords(entry);
  const at = moment(entry.at, Date.now());
  return (
    <tr
      className={open ? "open" : undefined}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a, button")) return;
        onToggle();
      }}
    >
      <td className="num quiet">
        <button
          type="button"
          className="aud-open"
          aria-expanded={open}
          aria-label={`Entry ${count(entry.sequence)}: ${verbWords(entry)} ${resource}, ${at}`}
          onClick={onToggle}
        >
          <Icon name={open ? "down" : "right"} small />
          {count(entry.sequence)}
        </button>
      </td>
      <td className="soft nowrap">
        <Moment at={entry.at} />
      </td>
      <td className="nowrap">
        <span className="row">
          <Icon name={ACTOR_ICON[entry.actor.kind]} small className="quiet" />
          {actorName(entry)}
          {entry.actor.via === "console" || entry.actor.via === "hub" ? null : (
            <span className="quiet small">{VIA[entry.actor.via]}</span>
          )}
        </span>
      </td>
      <td>
        <b>{verbWords(entry)}</b>{" "}
        {href === null ? (
          <span className="soft">{resource}</span>
        ) : (
          <Link href={href}>{resource}</Link>
        )}
        {entry.actor.reason ? <span className="soft">, {entry.actor.reason}</span> : null}
      </td>
      <td className="soft">{effectWords(entry)}</td>
      <td className="h">
        <ChainMark entry={entry} verification={verification} />
      </td>
    </tr>
  );
}

/** The hash of an entry, and whether it verifies: what comes behind a broken entry proves nothing. */
function ChainMark(props: { entry: AuditEntry; verification: AuditVerification | null }) {
  const { entry, verification } = props;
  const { sequence, hash } = entry;
  const from = verification?.broken?.sequence ?? null;
  const isBroken = from !== null && sequence >= from;
  const isVerified = !isBroken && verification !== null && sequence <= verification.last;
  const says = isBroken ? "does not verify" : isVerified ? "verifies" : "not verified yet";
  return (
    <span className={isBroken ? "state c-bad" : "state"}>
      <i className={`m m-${isBroken ? "unhealthy" : isVerified ? "healthy" : "unknown"}`} />
      <span className="sr">{says}: </span>
      {shortHash(hash)}
    </span>
  );
}
