"use client";
import type { AgentDetail, ApiProblem } from "@fleethub/api";
import type { PinInput } from "../agents/pin-dialog";
import { useAgentResource } from "../data/session";
import { useRevisions } from "../data/queries";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { Hash } from "../parts/hash";
import { Moment } from "../parts/moment";
import { Link } from "../parts/link";

const SHOWN = 12;

/** The line of revisions that this agent follows, and the way back to an earlier one. */
export function EarlierRevisions(props: {
  agent: AgentDetail;
  name: string;
  onPin: (pin: PinInput) => Promise<ApiProblem | null>;
}) {
  const revisions = useRevisions(props.name);
  const resource = useAgentResource(props.agent);
  const { desired, lastGood } = props.agent.config;
  const items = (revisions.data?.items ?? []).slice(0, SHOWN);
  if (items.length === 0) return null;
  return (
    <Card
      title={`Revisions of ${props.name}`}
      flush
      acts={
        <Link className="small" href={`/configurations/one?name=${props.name}`}>
          Open the configuration
        </Link>
      }
    >
      <table className="tbl">
        <thead>
          <tr>
            <th>Revision</th>
            <th>Made</th>
            <th>Message</th>
            <th>Hash</th>
            <th>
              <span className="sr">Act</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => {
            const now = desired.revision === one.number;
            const good =
              lastGood.kind === "revision" &&
              lastGood.configuration === props.name &&
              lastGood.revision === one.number;
            return (
              <tr key={one.number}>
                <td>
                  <span className="row">
                    <b>r{one.number}</b>
                    {now ? <Badge tone="move">desired</Badge> : null}
                    {good ? <Badge tone="ok">last good</Badge> : null}
                  </span>
                </td>
                <td className="soft nowrap">
                  <Moment at={one.createdAt} /> <span className="quiet">by {one.createdBy}</span>
                </td>
                <td className="soft">{one.message}</td>
                <td className="quiet">
                  <Hash of={one.hash} />
                </td>
                <td className="num">
                  {now ? null : (
                    <Locked action="agents.write" resource={resource}>
                      <Button
                        size="sm"
                        icon="undo"
                        onClick={() =>
                          void props.onPin({
                            configuration: props.name,
                            revision: one.number,
                            force: false,
                          })
                        }
                      >
                        Pin r{one.number}
                      </Button>
                    </Locked>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}
