import type { AgentId, CredentialKind } from "@fleethub/fleet";

/** What somebody showed at the door, once it was found to be genuine. */
export type PeerShows =
  | { readonly kind: "none"; readonly admission: "admitted" | "awaiting-approval" | null }
  | { readonly kind: "enrolment"; readonly keyId: string }
  | { readonly kind: CredentialKind; readonly id: string; readonly agent: AgentId };

/**
 * Whoever is behind a connection, as far as its credential tells. The same object for the same credential, so that a
 * heartbeat tells by one comparison that it is still the one that was let in.
 */
export class Peer {
  constructor(readonly shows: PeerShows) {}
}

/** Came without a credential; null: the hub takes nobody so. */
export const NAMELESS = {
  admitted: new Peer({ kind: "none", admission: "admitted" }),
  "awaiting-approval": new Peer({ kind: "none", admission: "awaiting-approval" }),
} as const;

/** Was this found out about the connection at the door? */
export function isPeer(identity: unknown): identity is Peer {
  return identity instanceof Peer;
}
