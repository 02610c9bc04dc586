import type { AgentRecord } from "../model.js";
import { problem, type VerbProblem } from "./problem.js";

/** Refuses what only an admitted agent takes, with what would admit this one. */
export function notAdmitted({ admission, instanceUid }: AgentRecord): VerbProblem | null {
  if (admission === "admitted") return null;
  const detail =
    admission === "revoked"
      ? "This agent was revoked. Readmit it first, if it may come back."
      : "This agent awaits approval. Approve it first.";
  return problem("not-approved", detail, { resource: { kind: "agent", id: instanceUid } });
}
