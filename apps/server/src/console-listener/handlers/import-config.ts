import type { Handlers } from "./handler.js";
import { notBuilt } from "./not-built.js";

/** What an agent runs, as a configuration of one's own. */
export function importHandlers(): Pick<Handlers, "importConfig"> {
  return { importConfig: async () => notBuilt() };
}
