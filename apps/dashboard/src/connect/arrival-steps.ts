import type { AgentCredentials, AgentRow } from "@fleethub/api";
import { CONNECT_STEPS } from "../words/handshakes";

/** How far an agent has come in one of the eight steps. `says`: what stands in the way, or what it waits for. */
export interface ArrivalStep {
  readonly words: string;
  readonly state: "done" | "wait" | "fail";
  readonly says: string;
}

/** Steps that an agent which reported has behind it. */
const BEHIND = 5;

/**
 * The eight steps of an agent that is connected.
 *
 * @param credentials null where they are not known, or not for whoever looks
 */
export function arrivalSteps(
  row: Pick<AgentRow, "health" | "sync" | "reason">,
  credentials: Pick<AgentCredentials, "comesWith" | "withheld"> | null,
): readonly ArrivalStep[] {
  const after = [healthStep(row), credentialStep(credentials), configurationStep(row)];
  return CONNECT_STEPS.map((words, index) => ({
    words,
    ...(after[index - BEHIND] ?? { state: "done" as const, says: "" }),
  }));
}

type Standing = Omit<ArrivalStep, "words">;

function healthStep({ health }: Pick<AgentRow, "health">): Standing {
  if (health === "healthy") return { state: "done", says: "" };
  if (health === "restarting") return { state: "wait", says: "It is restarting" };
  if (health === "unknown") return { state: "wait", says: "It has not reported its health" };
  return { state: "fail", says: "Its health page says which component is in trouble" };
}

function credentialStep(
  credentials: Pick<AgentCredentials, "comesWith" | "withheld"> | null,
): Standing {
  if (credentials === null) return { state: "wait", says: "" };
  const { comesWith, withheld } = credentials;
  if (comesWith === "bearer") return { state: "done", says: "A bearer of its own" };
  if (comesWith === "certificate") return { state: "done", says: "A certificate of its own" };
  if (withheld !== "") return { state: "wait", says: withheld };
  if (comesWith === "enrolment") return { state: "wait", says: "It still comes with its token" };
  return { state: "wait", says: "It came without an enrolment token, so it gets none" };
}

function configurationStep({ sync, reason }: Pick<AgentRow, "sync" | "reason">): Standing {
  switch (sync) {
    case "in-sync":
      return { state: "done", says: "" };
    case "unmanaged":
      return { state: "wait", says: "None is assigned; it keeps its own until you assign one" };
    case "awaiting-approval":
      return { state: "wait", says: "It awaits approval" };
    case "failed":
    case "rolled-back":
    case "incompatible":
      return { state: "fail", says: reason };
    default:
      return { state: "wait", says: "" };
  }
}
