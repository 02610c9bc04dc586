"use client";
import type { AgentCredential, AgentDetail, ApiResult } from "@fleethub/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, hub } from "../../data/hub";
import { useAgentResource } from "../../data/session";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Locked } from "../../parts/locked";
import { RevokeDialog } from "../../parts/revoke-dialog";
import { Skeleton } from "../../parts/skeleton";
import { tellRefusal, toast } from "../../parts/toast";
import { Trouble } from "../../parts/trouble";
import { afterRevocation } from "./after-revocation";
import { CredentialFacts } from "./credential-facts";
import { KINDS } from "./credential-item";

/** How this agent proves who it is, with the ways to exchange that or to shut it out. */
export function CredentialsCard({ agent }: { agent: AgentDetail }) {
  const { uid, resourceVersion } = agent;
  const client = useQueryClient();
  const resource = useAgentResource(agent);
  const [revoking, setRevoking] = useState<"agent" | AgentCredential | null>(null);
  const credentials = useQuery({
    queryKey: ["agent", uid, "credentials"],
    queryFn: () => answered(hub.getCredentials({ params: { uid } })),
  });
  const of = credentials.data;
  const act = async (call: Promise<ApiResult<AgentDetail>>, done: string) => {
    const result = await call;
    void client.invalidateQueries({ queryKey: ["agent", uid] });
    if (!result.ok) return result.problem;
    toast({ title: done });
    return null;
  };
  const call = { params: { uid }, ifMatch: resourceVersion };
  const whom = agent.name || uid;
  const revoked = agent.admission === "revoked";
  // Its last credential was revoked, and no token ever let it in.
  const nothing = of?.credentials.length === 0 && of.enrolment === null && of.comesWith !== "none";
  const close = () => setRevoking(null);
  return (
    <Card
      title="Credential"
      acts={
        <>
          {revoked || nothing ? (
            <Locked action="credentials.write" resource={resource}>
              <Button
                size="sm"
                onClick={async () => tellRefusal(await act(hub.readmitAgent(call), "Readmitted"))}
              >
                Readmit
              </Button>
            </Locked>
          ) : (
            <Locked action="credentials.write" resource={resource}>
              <Button
                size="sm"
                waitsFor={of?.withheld || undefined}
                onClick={async () =>
                  tellRefusal(await act(hub.rotateCredential(call), "Another one is offered"))
                }
              >
                Exchange
              </Button>
            </Locked>
          )}
          {revoked ? null : (
            <Locked action="credentials.write" resource={resource}>
              <Button size="sm" kind="danger" onClick={() => setRevoking("agent")}>
                Revoke agent…
              </Button>
            </Locked>
          )}
        </>
      }
    >
      {of ? (
        <CredentialFacts of={of} resource={resource} onRevoke={setRevoking} />
      ) : credentials.error ? (
        <Trouble error={credentials.error} onRetry={() => void credentials.refetch()} />
      ) : (
        <Skeleton lines={3} label="Loading its credential" />
      )}
      {revoking === "agent" ? (
        <RevokeDialog
          title={`Revoke ${whom}?`}
          button={`Revoke ${whom}`}
          revoke={(reason) => act(hub.revokeAgent({ ...call, body: { reason } }), "Revoked")}
          onClose={close}
        >
          <p className="soft">
            The connection ends within a second, and nothing it holds opens the door again until it
            is readmitted. The Collector itself goes on with what it runs.
          </p>
        </RevokeDialog>
      ) : null}
      {revoking !== null && revoking !== "agent" && of ? (
        <RevokeDialog
          title={`Revoke this ${KINDS[revoking.kind].toLowerCase()} of ${whom}?`}
          button="Revoke"
          revoke={(reason) => {
            const params = { uid, id: revoking.id };
            return act(
              hub.revokeCredential({ ...call, params, body: { reason } }),
              `${KINDS[revoking.kind]} revoked`,
            );
          }}
          onClose={close}
        >
          <p className="soft">
            It never counts again: whoever comes with it is refused on every hub, and connections
            that came with it end within a second.
          </p>
          <p className="soft">{afterRevocation(of, revoking.id)}</p>
        </RevokeDialog>
      ) : null}
    </Card>
  );
}
