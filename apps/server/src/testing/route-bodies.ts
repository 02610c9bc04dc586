import type { RouteName } from "@fleethub/api";
import { REACH } from "./access-hub.js";
import { GOOD_CONFIG } from "./test-hub.js";

const admin = [{ role: "administrator", reach: null }];
const policy = { title: "No secret in clear", rule: { kind: "secrets-referenced" } };
const provider = {
  title: "Sign in",
  issuer: "https://id.example",
  clientId: "fleethub",
  grants: [{ role: "viewer", reach: null, group: "*" }],
};

/** What writes are asked with that need no more: as little as it takes. Names in them are new to a hub. */
export const BODIES: { readonly [Name in RouteName]?: object } = {
  patchAgent: { labels: { env: "prod" } },
  pinAgent: { local: true },
  connectAgent: { heartbeatIntervalSeconds: 60 },
  moveAgent: { group: "edge" },
  excludeMembers: { cause: "none" },
  protectGroup: { approvals: 1 },
  replaceGroup: { query: REACH, configuration: "edge" },
  revokeAgent: { reason: "lost" },
  revokeCredential: { reason: "leaked" },
  readmitAgent: { reason: "found" },
  createConfiguration: { name: "written" },
  patchConfiguration: { description: "Described." },
  createRevision: { content: `# Written.\n${GOOD_CONFIG}` },
  check: { content: GOOD_CONFIG },
  createGroup: { name: "written", query: "label.squad:written" },
  createPolicy: { name: "written", ...policy },
  tryPolicy: { rule: policy.rule, content: GOOD_CONFIG },
  replacePolicy: { ...policy, title: "Another title" },
  exceptPolicy: { query: "label.env:test", reason: "a test", until: "9999-12-31T23:59:59Z" },
  rejectRequest: { reason: "not now" },
  withdrawRequest: { comment: "not needed" },
  commentRequest: { text: "looked at" },
  breakGlass: { reason: "it burns" },
  acknowledgeBreakGlass: { comment: "seen" },
  createPerson: { name: "written", grants: admin },
  changePerson: { displayName: "Another" },
  createApiToken: { name: "written", grants: admin },
  createProvider: { name: "written", ...provider },
  replaceProvider: { ...provider, title: "Another title" },
  createEnrolmentToken: { name: "written" },
  revokeEnrolmentToken: { reason: "leaked" },
  createSecret: { name: "written", value: "a value of the test" },
  replaceSecret: { value: "another value of the test" },
};
