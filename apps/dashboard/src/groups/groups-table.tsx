"use client";
import type { Group } from "@fleethub/api";
import type { KeyboardEvent } from "react";
import { agentsHref } from "../configurations/addresses";
import { useRowWalk } from "../data/use-row-walk";
import { term } from "../data/query-text";
import { Icon } from "../parts/icon";
import { count } from "../words/format";
import { PHASE } from "../words/rollouts";
import { groupHref } from "./addresses";
import { stableWords, standsOnWords } from "./group-words";
import { SelectorPaint } from "./selector-paint";
import { SyncBar } from "./sync-bar";
import { Link } from "../parts/link";

/**
 * Groups in their order: who gets what. `j` and `k` walk the rows; Alt with an arrow on a name moves that group up or
 * down.
 */
export function GroupsTable(props: {
  groups: readonly Group[];
  open: string;
  onOpen: (name: string) => void;
  onMove: (group: Group, by: -1 | 1) => void;
}) {
  const body = useRowWalk({ open: props.groups.findIndex(({ name }) => name === props.open) });
  return (
    <table className="tbl grp-list">
      <thead>
        <tr>
          <th>Group</th>
          <th>Selector</th>
          <th className="num">Agents</th>
          <th>Stable revision</th>
          <th>Config sync</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {props.groups.map((group) => (
          <Row
            key={group.name}
            group={group}
            on={group.name === props.open}
            onOpen={() => props.onOpen(group.name)}
            onMove={(by) => props.onMove(group, by)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: {
  group: Group;
  on: boolean;
  onOpen: () => void;
  onMove: (by: -1 | 1) => void;
}) {
  const { group, on, onOpen } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    props.onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <tr
      className={on ? "on" : undefined}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a")) return;
        onOpen();
      }}
    >
      <td>
        <span className="nowrap">
          <Link
            className="strong nowrap"
            href={groupHref(group.name)}
            aria-current={on ? "true" : undefined}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            onKeyDown={onKeyDown}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              onOpen();
            }}
          >
            {group.name}
          </Link>
          {group.protection === null ? null : (
            <span className="grp-protected" title="Protected: changes need approval">
              <Icon name="lock" small />
              <span className="sr">protected</span>
            </span>
          )}
        </span>
        <div className="quiet small grp-what">{group.description}</div>
      </td>
      <td>
        <SelectorPaint query={group.query} />
      </td>
      <td className="num">
        {group.agents === 0 ? (
          <span className="quiet">none</span>
        ) : (
          <Link className="plain" href={agentsHref(term("group", [group.name]))}>
            {count(group.agents)}
          </Link>
        )}
      </td>
      <td className="nowrap">
        {group.stable === null ? <span className="quiet">none</span> : stableWords(group)}
        <div className="quiet small">{standsOnWords(group)}</div>
      </td>
      <td>
        <SyncBar group={group} />
        {group.rollout === null ? null : (
          <span className={`state small c-${PHASE[group.rollout.phase].tone}`}>
            <Icon name={PHASE[group.rollout.phase].icon} small />
            {`Rollout ${group.rollout.number} ${PHASE[group.rollout.phase].word.toLowerCase()}`}
          </span>
        )}
      </td>
    </tr>
  );
}
