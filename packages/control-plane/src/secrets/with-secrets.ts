import type { Finding, UsedSecret } from "@fleethub/collector-config";
import type { SecretValueIds, Variables } from "../model.js";
import { keptValue } from "./kept-values.js";
import type { SecretHolder, SecretSet } from "./secret-board.js";

/** Which secrets an agent may be offered, and the values that are kept back for it. */
export interface AgentSecrets {
  readonly set: SecretSet;
  readonly holder: SecretHolder;
}

/** What the secrets of a text come to for one agent. */
export interface NamedSecrets {
  readonly secrets: SecretValueIds;
  /** Why the text is not for this agent. */
  readonly errors: readonly Finding[];
}

/** Names the value of every secret of a text, or says why there is none for this agent. */
export function nameSecrets(
  used: readonly UsedSecret[],
  { set, holder }: AgentSecrets,
  variables: Variables,
): NamedSecrets {
  const secrets: Record<string, string> = {};
  const errors: Finding[] = [];
  for (const { name, places } of used) {
    const found = set.forAgent(name, holder);
    if (found.kind === "value") secrets[name] = keptValue(variables, name) ?? found.id;
    else {
      const said =
        found.kind === "missing"
          ? {
              code: "undeclared-secret",
              message: `There is no secret ${name} any more.`,
              remedy: "Make it again, or take it out of the configuration.",
            }
          : {
              code: "secret-beyond-reach",
              message: `The secret ${name} is not for this agent: its reach is ${found.reach}.`,
              remedy: "Widen the reach of the secret, or give the agent what the reach asks for.",
            };
      const [first] = places;
      const { place, path } = first ?? NOWHERE;
      const { line, column } = place;
      errors.push({ severity: "error", ...said, line, column, path });
    }
  }
  return { secrets, errors };
}

const NOWHERE = { place: { line: 1, column: 1 }, path: [] };
