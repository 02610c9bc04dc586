import { problem } from "@fleethub/api";
import type { KeyDesk } from "../../hub-key/index.js";
import { answer, type Handlers, refuse } from "./handler.js";

/** The key that everything in the store is sealed with. */
export function hubKeyHandlers(keys: KeyDesk): Pick<Handlers, "describeHubKey" | "rotateHubKey"> {
  const standing = async () => {
    const { formerKeys, ...rest } = await keys.standing();
    return { ...rest, formerKeys: [...formerKeys] };
  };
  return {
    describeHubKey: async () => answer(await standing()),
    async rotateHubKey(_request, { actor, now }) {
      const rotation = await keys.rotate(actor, now);
      if (rotation.kind === "refused") return refuse(problem("key-not-rotated", rotation.detail));
      return answer(await standing());
    },
  };
}
