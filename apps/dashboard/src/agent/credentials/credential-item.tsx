"use client";
import type { AgentCredential } from "@fleethub/api";
import type { Resource } from "@fleethub/fleet/access";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Locked } from "../../parts/locked";
import { Moment, Until } from "../../parts/moment";

/** What a credential is called, capital first. */
export const KINDS = { bearer: "Token", certificate: "Certificate" } as const;

const STATES = {
  offered: { tone: "move", word: "offered, not taken yet" },
  "in-use": { tone: "ok", word: "in use" },
  retiring: { tone: "mute", word: "until it has the next" },
} as const;

/** One credential of an agent: since when it counts, its last use, when it is due, and the way to end it. */
export function CredentialItem(props: {
  credential: AgentCredential;
  resource: Resource;
  onRevoke: () => void;
}) {
  const { id, kind, state, createdAt, lastUsedAt, dueAt } = props.credential;
  const overdue = Date.parse(dueAt) <= Date.now();
  return (
    <li>
      <div className="row">
        <b>{KINDS[kind]}</b>
        <Badge tone={STATES[state].tone}>{STATES[state].word}</Badge>
        <span className="grow" />
        <Locked action="credentials.write" resource={props.resource}>
          <Button
            size="sm"
            aria-label={`Revoke ${KINDS[kind].toLowerCase()} ${id}`}
            onClick={props.onRevoke}
          >
            Revoke…
          </Button>
        </Locked>
      </div>
      <div className="mono small quiet clip" title={id}>
        {id}
      </div>
      <dl className="dl small">
        <dt>Since</dt>
        <dd>
          <Moment at={createdAt} />
        </dd>
        <dt>Last use</dt>
        <dd>{lastUsedAt === null ? "never" : <Moment at={lastUsedAt} />}</dd>
        <dt>{kind === "certificate" ? "Ends" : "Due"}</dt>
        <dd className={overdue ? "c-warn" : undefined}>
          {overdue ? (
            <>
              {kind === "certificate" ? "ended " : "overdue since "}
              <Moment at={dueAt} />
            </>
          ) : (
            <Until at={dueAt} />
          )}
        </dd>
      </dl>
    </li>
  );
}
