import { decided } from "../agents/adopted-state.js";
import { resolveIntent } from "../agents/desired.js";
import type { Admission, AgentRecord, Pin } from "../model.js";
import type { Write } from "../ports.js";
import type { VerbContext } from "./verb.js";

/** Intent of one agent that bears on what it is offered. */
export interface IntentChange {
  readonly pin?: Pin | null;
  readonly admission?: Admission;
  /** An operator asks for desired by name: its rejected mark goes in this very commit (F4). */
  readonly newAttempt: boolean;
}

/** The writes of intent, and of the outcome and row that follow from it. */
export async function intentWrites(
  ctx: VerbContext,
  agent: AgentRecord,
  change: IntentChange,
): Promise<readonly Write[]> {
  const { pin = agent.pin, admission = agent.admission, newAttempt } = change;
  const before = await resolveIntent(agent, ctx.sources);
  const intent = await resolveIntent({ ...agent, pin, admission }, ctx.sources);
  const { outcome, projection } = decided(agent, before, intent, newAttempt, ctx.now);
  const { id, version, outcomeVersion } = agent;
  return [
    {
      kind: "set-intent",
      id,
      expect: version,
      ...(change.pin === undefined ? {} : { pin }),
      ...(change.admission === undefined ? {} : { admission }),
    },
    { kind: "set-outcome", id, expect: outcomeVersion, outcome, projection },
  ];
}
