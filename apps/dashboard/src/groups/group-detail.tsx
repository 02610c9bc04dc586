"use client";
import type { Group } from "@fleethub/api";
import { agentsHref, configurationHref } from "../configurations/addresses";
import { term } from "../data/query-text";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { Moment } from "../parts/moment";
import { Note } from "../parts/note";
import { rolloutHref } from "../rollouts/addresses";
import { PhaseBadge } from "../rollouts/phase-badge";
import { hoursWords, planWords } from "../rollouts/start/plan-words";
import { plural } from "../words/format";
import { GroupLayers } from "./group-layers";
import { newAgentsWords, syncParts } from "./group-words";
import { ProtectionFact } from "./protection-fact";
import { SelectorEditor } from "./selector-editor";
import type { GroupActs } from "./use-group-acts";
import { Link } from "../parts/link";

/** One group: who belongs to it, what they run and why, how a change reaches them. */
export function GroupDetail(props: {
  group: Group;
  /** Groups in all, for the ends of the order. */
  last: number;
  acts: GroupActs;
  onMove: (by: -1 | 1) => void;
  onEdit: () => void;
  onRollOut: () => void;
}) {
  const { group } = props;
  return (
    <>
      <Card
        flush
        title={group.name}
        acts={
          <>
            <Locked action="groups.write" resource={{ kind: "selector", query: group.query }}>
              <Button
                kind="ghost"
                size="sm"
                icon="up"
                aria-label={`Ask ${group.name} earlier`}
                waitsFor={group.position === 1 ? "It is asked first" : undefined}
                onClick={() => props.onMove(-1)}
              />
            </Locked>
            <Locked action="groups.write" resource={{ kind: "selector", query: group.query }}>
              <Button
                kind="ghost"
                size="sm"
                icon="down"
                aria-label={`Ask ${group.name} later`}
                waitsFor={group.position === props.last ? "It is asked last" : undefined}
                onClick={() => props.onMove(1)}
              />
            </Locked>
            <Locked action="groups.write" resource={{ kind: "selector", query: group.query }}>
              <Button size="sm" onClick={props.onEdit}>
                Edit
              </Button>
            </Locked>
          </>
        }
      >
        <div className="body stack grp-body">
          <SelectorEditor group={group} acts={props.acts} />
          <Release group={group} onRollOut={props.onRollOut} />
          <GroupLayers group={group} />
          <Facts group={group} />
        </div>
      </Card>
      {group.rollout === null ? null : (
        <Card
          title="Running now"
          acts={
            <Link className="small" href={rolloutHref(group.rollout.id)}>
              Open rollout {group.rollout.number}
            </Link>
          }
        >
          <div className="row wrap grp-running">
            <PhaseBadge phase={group.rollout.phase} />
            <span className="soft grow">{group.rollout.sentence}</span>
          </div>
        </Card>
      )}
    </>
  );
}

/** What could be released to it: a newer revision, or the first. */
function Release({ group, onRollOut }: { group: Group; onRollOut: () => void }) {
  const { configuration, stable, latestRevision } = group;
  if (configuration === null)
    return (
      <p className="quiet small">
        No configuration is released to it: it gathers agents, and each runs what it is pinned to,
        or its own files.
      </p>
    );
  const link = <Link href={configurationHref(configuration)}>{configuration}</Link>;
  if (latestRevision === null || latestRevision === 0)
    return <p className="quiet small">{link} has no revision yet.</p>;
  const current = stable?.configuration === configuration && stable.revision === latestRevision;
  if (current) return null;
  const newer = stable === null ? `r${latestRevision}` : `r${latestRevision} is newer`;
  return (
    <Note
      tone="mute"
      icon="config"
      action={
        <Locked action="rollouts.write" resource={{ kind: "selector", query: group.query }}>
          <Button
            size="sm"
            icon="send"
            waitsFor={group.agents === 0 ? "Waits for an agent in the group" : undefined}
            onClick={onRollOut}
          >
            Roll out r{latestRevision}
          </Button>
        </Locked>
      }
    >
      {stable === null ? <>Nothing of {link} is stable here yet. </> : null}
      {link} {newer}
      {stable === null ? " is its newest." : "."}
      {group.rollout === null
        ? null
        : ` Rollout ${group.rollout.number} is under way: another one ends it.`}
    </Note>
  );
}

function Facts({ group }: { group: Group }) {
  const trouble = syncParts(group.syncs).filter(({ tone }) => tone === "bad" || tone === "warn");
  const members = term("group", [group.name]);
  return (
    <dl className="dl">
      <dt>Agents</dt>
      <dd>
        {group.agents === 0 ? (
          "none: nobody matches, or groups above take all who do"
        ) : (
          <Link href={agentsHref(members)}>{plural(group.agents, "agent")}</Link>
        )}
        {trouble.map(({ words, query }) => (
          <span key={query}>
            , <Link href={agentsHref(`${members} ${query}`)}>{words}</Link>
          </span>
        ))}
      </dd>
      <dt>Rollouts</dt>
      <dd>{planWords(group.plan)}</dd>
      <dt>Hours</dt>
      <dd>{hoursWords(group.plan)}</dd>
      <dt>Protection</dt>
      <dd className="grp-protection">
        <ProtectionFact group={group} />
      </dd>
      <dt>New agents</dt>
      <dd>{newAgentsWords(group)}</dd>
      <dt>Changed</dt>
      <dd>
        <Moment at={group.changedAt} />, made by {group.createdBy},{" "}
        <Link href={`/audit?q=${encodeURIComponent(group.name)}`}>audit</Link>
      </dd>
    </dl>
  );
}
