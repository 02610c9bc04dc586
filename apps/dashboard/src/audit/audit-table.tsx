"use client";
import type { AuditEntry } from "@fleethub/api";
import { Fragment, useRef } from "react";
import { useKeys } from "../data/keys";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { Moment } from "../parts/moment";
import { moment } from "../words/format";
import { AuditDetail } from "./audit-detail";
import { actorName, effectWords, resourceHref, verbWords, VIA } from "./audit-words";
import { Link } from "../parts/link";

const ACTOR_ICON = { hub: "pulse", token: "key", operator: "user" } as const;

/** One row per act, newest first. `j` and `k` walk the rows, Enter opens one in place. */
export function AuditTable(props: {
  entries: readonly AuditEntry[];
  names: ReadonlyMap<string, string>;
  open: string;
  onOpen: (id: string) => void;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const walk = (step: number) => () => {
    const all = [...(body.current?.querySelectorAll<HTMLElement>("button[aria-expanded]") ?? [])];
    const here = all.findIndex((one) => one === document.activeElement);
    all[here < 0 ? 0 : Math.min(all.length - 1, Math.max(0, here + step))]?.focus();
  };
  useKeys({ j: walk(1), k: walk(-1) });
  return (
    <table className="tbl aud">
      <thead>
        <tr>
          <th>
            <span className="sr">Open</span>
          </th>
          <th>Time</th>
          <th>Who</th>
          <th>What</th>
          <th>Effect</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {props.entries.map((entry) => {
          const open = props.open === entry.id;
          return (
            <Fragment key={entry.id}>
              <Row
                entry={entry}
                name={props.names.get(entry.resource.id)}
                open={open}
                onToggle={() => props.onOpen(open ? "" : entry.id)}
              />
              {open ? (
                <tr className="det">
                  <td colSpan={5}>
                    <AuditDetail entry={entry} />
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
}) {
  const { entry, open, onToggle } = props;
  const href = resourceHref(entry);
  const resource = props.name ?? entry.resource.id.replace("/", " r");
  const at = moment(entry.at, Date.now());
  return (
    <tr
      className={open ? "open" : undefined}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a, button")) return;
        onToggle();
      }}
    >
      <td>
        <Button
          kind="ghost"
          size="sm"
          icon={open ? "down" : "right"}
          aria-expanded={open}
          aria-label={`${verbWords(entry)} ${resource}, ${at}`}
          onClick={onToggle}
        />
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
    </tr>
  );
}
