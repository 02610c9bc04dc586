import {
  type AgentAccess,
  type AgentId,
  emptyOutcome,
  emptyReport,
  newAgent,
  projectionOf,
} from "@fleethub/fleet";
import type { InstanceUid } from "@fleethub/opamp";
import type { AgentRecord, Labels } from "../model.js";
import type { Connection } from "./live-agent.js";

/** How an agent comes in that nobody knew. */
export interface FirstAdmission {
  readonly enrolment: string | null;
  readonly access: AgentAccess;
  readonly labels: Labels;
}

/** An agent as it is first stored, by the hub that it came to. */
export function newRecord(
  id: AgentId,
  uid: InstanceUid,
  connection: Connection,
  intent: Parameters<typeof newAgent>[2],
  owner: string,
  now: number,
  { enrolment, access, labels }: FirstAdmission,
): AgentRecord {
  return {
    id,
    instanceUid: uid,
    formerUids: [],
    givenName: null,
    labels,
    admission: intent.admission,
    enrolment,
    access,
    pin: null,
    variables: {},
    group: null,
    hold: null,
    assignment: null,
    connection: null,
    version: 1,
    outcome: emptyOutcome,
    outcomeVersion: 1,
    report: emptyReport,
    projection: projectionOf(newAgent(id, uid, intent), now),
    breaches: [],
    flow: "not-reported",
    owner,
    epoch: 1,
    transport: connection.transport,
    remoteAddress: connection.remoteAddress,
    createdAt: now,
  };
}
