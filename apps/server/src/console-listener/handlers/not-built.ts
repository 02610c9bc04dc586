import { problem } from "@fleethub/api";
import { refuse } from "./handler.js";

/** The answer of what this version of the hub does not have. */
export function notBuilt() {
  return refuse(problem("not-built", "Use a newer version of the hub for this."));
}
