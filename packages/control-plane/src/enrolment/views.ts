import {
  type AgentCredential,
  type AgentState,
  type EnrolmentTokenState,
  type Millis,
  stateOfToken,
} from "@fleethub/fleet";
import { hasCapability } from "@fleethub/opamp";
import type { AgentRecord, EnrolmentTokenRecord } from "../model.js";
import type { EnrolmentReader } from "../ports.js";
import { withheldFrom } from "./credential-watch.js";

/** A token as people see it. */
export interface EnrolmentTokenView {
  readonly token: EnrolmentTokenRecord;
  readonly state: EnrolmentTokenState;
  /** Agents known now that came with it. */
  readonly agents: number;
}

/** A credential of one agent as people see it. */
export interface CredentialView extends AgentCredential {
  readonly state: "offered" | "in-use" | "retiring";
  readonly lastUsedAt: Millis | null;
}

/** How one agent proves who it is. */
export interface CredentialsView {
  readonly record: AgentRecord;
  /** Newest first. */
  readonly credentials: readonly CredentialView[];
  /** Why it is offered none of its own; empty where nothing stands in the way. */
  readonly withheld: string;
  readonly heirOfUid: string | null;
}

/** Tokens with how many agents came with each, by name. */
export async function viewTokens(
  reader: EnrolmentReader,
  tokens: readonly EnrolmentTokenRecord[],
  now: Millis,
): Promise<readonly EnrolmentTokenView[]> {
  const counts = new Map((await reader.counts()).map(({ token, agents }) => [token, agents]));
  return tokens.map((token) => ({
    token,
    state: stateOfToken(token, now),
    agents: counts.get(token.name) ?? 0,
  }));
}

/** @param state as of the hub that holds the agent, else as it is at rest */
export function viewCredentials(
  record: AgentRecord,
  state: AgentState,
  heirOfUid: string | null,
): CredentialsView {
  const { access, report } = record;
  const inUse = new Set(
    (["bearer", "certificate"] as const).map(
      (kind) => access.credentials.find((one) => one.kind === kind && one.seenAt !== null)?.id,
    ),
  );
  const credentials = access.credentials.map((credential): CredentialView => {
    const isOffered = access.credentials.some(
      (other) => other.kind === credential.kind && other.seenAt === null,
    );
    const isUsed = inUse.has(credential.id);
    const standing = isUsed && isOffered ? "retiring" : isUsed ? "in-use" : "offered";
    const isNow = isUsed && access.comesWith === credential.kind;
    return {
      ...credential,
      state: standing,
      lastUsedAt: isNow ? report.lastSeenAt : credential.seenAt,
    };
  });
  return { record, credentials, withheld: whyNone(record, state), heirOfUid };
}

function whyNone({ admission, enrolment, access }: AgentRecord, state: AgentState): string {
  if (access.credentials.length > 0) return "";
  if (admission === "revoked") return "It was revoked.";
  if (admission !== "admitted") return "It awaits approval.";
  if (enrolment === null && access.heirOf === null)
    return "It did not come with an enrolment token.";
  if (!hasCapability(state.report.capabilities, "AcceptsOpAMPConnectionSettings")) {
    return "It does not state AcceptsOpAMPConnectionSettings: it goes on with its enrolment token.";
  }
  if (state.link === null) return "It is not connected.";
  return withheldFrom(state);
}
