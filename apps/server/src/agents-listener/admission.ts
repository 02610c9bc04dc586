import type { Admission, AdmissionRequest } from "@fleethub/opamp/server";
import { type AdmissionSetting, isLoopback } from "../settings/index.js";
import type { LoadGate } from "./load-gate.js";

/** What the door found out about a peer. */
export interface AgentIdentity {
  /** How a new agent behind it starts. */
  readonly admission: "admitted" | "awaiting-approval";
}

/** Is this what {@link admitAgents} found out? */
export function isAgentIdentity(identity: unknown): identity is AgentIdentity {
  return typeof identity === "object" && identity !== null && "admission" in identity;
}

/**
 * Decides on each handshake and POST before anything is upgraded or decoded. Without enrolment
 * tokens an agent on this machine is admitted and one on another host awaits approval, unless the operator set
 * it otherwise.
 */
export function admitAgents(
  setting: AdmissionSetting,
  gate: LoadGate,
): (request: AdmissionRequest) => Admission<AgentIdentity> {
  return ({ remoteAddress }) => {
    const wait = gate.refuseFor();
    if (wait !== null) {
      return {
        admitted: false,
        status: 503,
        message: "The hub is busy. Come back later.",
        retryAfterSeconds: wait,
      };
    }
    const open = setting === "open" || (setting === "default" && isLoopback(remoteAddress));
    return { admitted: true, identity: { admission: open ? "admitted" : "awaiting-approval" } };
  };
}
