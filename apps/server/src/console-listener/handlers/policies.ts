import type { Handlers } from "./handler.js";
import { notBuilt } from "./not-built.js";

type Policies = Pick<
  Handlers,
  | "listPolicies"
  | "createPolicy"
  | "tryPolicy"
  | "getPolicy"
  | "replacePolicy"
  | "removePolicy"
  | "getEvaluations"
  | "getEvidence"
  | "exceptPolicy"
  | "liftException"
>;

/** Policies, what they say of the fleet, and their exceptions. */
export function policyHandlers(): Policies {
  return {
    listPolicies: async () => notBuilt(),
    createPolicy: async () => notBuilt(),
    tryPolicy: async () => notBuilt(),
    getPolicy: async () => notBuilt(),
    replacePolicy: async () => notBuilt(),
    removePolicy: async () => notBuilt(),
    getEvaluations: async () => notBuilt(),
    getEvidence: async () => notBuilt(),
    exceptPolicy: async () => notBuilt(),
    liftException: async () => notBuilt(),
  };
}
