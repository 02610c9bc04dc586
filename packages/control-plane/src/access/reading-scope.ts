import { decide, type Scope, type Subject } from "@fleethub/fleet/access";

const NOBODY: Scope = { kind: "reach", queries: [] };

/** The agents that somebody may see. */
export function readingScope(subject: Subject): Scope {
  const decision = decide(subject, "agents.read");
  return decision.allowed ? decision.scope : NOBODY;
}
