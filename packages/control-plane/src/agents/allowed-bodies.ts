import { StoreUnavailable } from "../ports.js";
import type { SecretBoard, SecretHolder } from "../secrets/secret-board.js";
import type { ConfigBodies } from "./config-bodies.js";

/**
 * Bodies that this agent may be offered: the last look before one leaves, whatever was decided, by whom, and what the
 * agent says of itself. One with secrets leaves where the agent is within the reach of each, as far as this hub knows
 * while the store is away.
 */
export async function allowedBodies(
  bodies: Pick<ConfigBodies, "atHand">,
  secrets: Pick<SecretBoard, "all" | "latest">,
  holder: SecretHolder,
): Promise<Pick<ConfigBodies, "atHand">> {
  const set = await secrets.all().catch((error: unknown) => {
    if (error instanceof StoreUnavailable) return secrets.latest();
    throw error;
  });
  return {
    atHand(hash) {
      const body = bodies.atHand(hash);
      if (body === null) return null;
      const isFor = (name: string) => set?.forAgent(name, holder).kind === "value";
      return body.secrets.every(isFor) ? body : null;
    },
  };
}
