/** Judging of policies, loaded where some concern a draft. */
export { policyFindings } from "@fleethub/collector-config";
