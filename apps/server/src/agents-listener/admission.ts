import type { Admission, AdmissionRequest } from "@fleethub/opamp/server";
import { type AdmissionSetting, isLoopback } from "../settings/index.js";
import type { Handshakes } from "./handshakes.js";
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

/** What admission asks. */
export interface AdmissionServices {
  readonly setting: AdmissionSetting;
  readonly handshakes: Handshakes;
  readonly gate: LoadGate;
}

/**
 * Decides on each handshake and POST before anything is upgraded or decoded (DESIGN 6). Without enrolment
 * tokens an agent on this machine is admitted and one on another host awaits approval, unless the operator set
 * it otherwise; `token` takes nobody in, since no token was made.
 */
export function admitAgents(
  services: AdmissionServices,
): (request: AdmissionRequest) => Admission<AgentIdentity> {
  const { setting, handshakes, gate } = services;
  return ({ remoteAddress, transport }) => {
    const wait = gate.refuseFor();
    if (wait !== null) {
      handshakes.record(remoteAddress, "refused-for-load", `${transport}, come back in ${wait} s`);
      return {
        admitted: false,
        status: 503,
        message: "The hub is busy. Come back later.",
        retryAfterSeconds: wait,
      };
    }
    if (setting === "token") {
      handshakes.record(remoteAddress, "credential", "no enrolment token exists on this hub");
      return {
        admitted: false,
        status: 401,
        message: "An enrolment token is needed, and this hub has none yet.",
        headers: { "www-authenticate": 'Bearer realm="Fleet Hub"' },
      };
    }
    const open = setting === "open" || (setting === "default" && isLoopback(remoteAddress));
    return { admitted: true, identity: { admission: open ? "admitted" : "awaiting-approval" } };
  };
}
