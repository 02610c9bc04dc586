"use client";
import type { AgentCredentials, AgentDetail, ApiResult } from "@fleethub/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, hub } from "../data/hub";
import { useAgentResource } from "../data/session";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Locked } from "../parts/locked";
import { Moment, Until } from "../parts/moment";
import { Note } from "../parts/note";
import { Skeleton } from "../parts/skeleton";
import { toast } from "../parts/toast";
import { Trouble } from "../parts/trouble";
import { RevokeDialog } from "./revoke-dialog";

const COMES_WITH = {
  none: "nothing: by its address alone",
  enrolment: "its enrolment token",
  bearer: "a token of its own",
  certificate: "a certificate of its own",
} as const satisfies Record<AgentCredentials["comesWith"], string>;

const STATES = { offered: "offered", "in-use": "in use", retiring: "until the next one" } as const;

/** How this agent proves who it is, with the ways to exchange that or to shut it out. */
export function CredentialsCard({ agent }: { agent: AgentDetail }) {
  const { uid, resourceVersion } = agent;
  const client = useQueryClient();
  const resource = useAgentResource(agent);
  const [revoking, setRevoking] = useState(false);
  const credentials = useQuery({
    queryKey: ["agent", uid, "credentials"],
    queryFn: () => answered(hub.getCredentials({ params: { uid } })),
  });
  const act = async (call: Promise<ApiResult<AgentDetail>>, done: string) => {
    const result = await call;
    if (result.ok) toast({ title: done });
    else toast({ tone: "bad", title: result.problem.title, detail: result.problem.detail });
    void client.invalidateQueries({ queryKey: ["agent", uid] });
  };
  const call = { params: { uid }, ifMatch: resourceVersion };
  const revoked = agent.admission === "revoked";
  return (
    <Card
      title="Credential"
      acts={
        revoked ? (
          <Locked action="credentials.write" resource={resource}>
            <Button size="sm" onClick={() => void act(hub.readmitAgent(call), "Readmitted")}>
              Readmit
            </Button>
          </Locked>
        ) : (
          <>
            <Locked action="credentials.write" resource={resource}>
              <Button
                size="sm"
                waitsFor={credentials.data?.withheld || undefined}
                onClick={() => void act(hub.rotateCredential(call), "Another one is offered")}
              >
                Exchange
              </Button>
            </Locked>
            <Locked action="credentials.write" resource={resource}>
              <Button size="sm" kind="danger" onClick={() => setRevoking(true)}>
                Revoke…
              </Button>
            </Locked>
          </>
        )
      }
    >
      {credentials.data ? (
        <Facts of={credentials.data} />
      ) : credentials.error ? (
        <Trouble error={credentials.error} onRetry={() => void credentials.refetch()} />
      ) : (
        <Skeleton lines={3} label="Loading its credential" />
      )}
      {revoking ? (
        <RevokeDialog
          whom={agent.name || uid}
          onClose={() => setRevoking(false)}
          onRevoke={(reason) => {
            setRevoking(false);
            void act(hub.revokeAgent({ ...call, body: { reason } }), "Revoked");
          }}
        />
      ) : null}
    </Card>
  );
}

function Facts({ of }: { of: AgentCredentials }) {
  return (
    <div className="stack">
      {of.revoked === null ? null : (
        <Note tone="bad">
          <b>It is kept out</b> since <Moment at={of.revoked.at} />, by {of.revoked.by}:{" "}
          {of.revoked.reason}
        </Note>
      )}
      {of.shared === null ? null : (
        <Note tone="warn">
          <b>Somebody else came with its credential</b>, <Moment at={of.shared.at} /> from{" "}
          {of.shared.remoteAddress}
          {of.shared.count > 1 ? `, ${of.shared.count} times` : ""}. Exchange it, or revoke it where
          that was a stranger.
        </Note>
      )}
      <dl className="dl">
        <dt>Comes with</dt>
        <dd>{COMES_WITH[of.comesWith]}</dd>
        {of.enrolment === null ? null : (
          <>
            <dt>Enrolled by</dt>
            <dd>
              {of.enrolment}
              {of.enrolledAt === null ? null : (
                <>
                  , <Moment at={of.enrolledAt} />
                </>
              )}
            </dd>
          </>
        )}
        {of.credentials.map((one) => (
          <div className="pair" key={one.id}>
            <dt>{one.kind === "bearer" ? "Token" : "Certificate"}</dt>
            <dd>
              <Badge tone={one.state === "in-use" ? "ok" : "move"}>{STATES[one.state]}</Badge>{" "}
              {one.kind === "certificate" ? "ends" : "to be exchanged by"} <Until at={one.dueAt} />
            </dd>
          </div>
        ))}
        {of.withheld === "" ? null : (
          <>
            <dt>Its own</dt>
            <dd>{of.withheld}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
