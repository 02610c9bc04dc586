import type { RouteName } from "@fleethub/api";
import { emptyReport, NO_ACCESS } from "@fleethub/fleet";
import { PASSWORD, type RecordingHub } from "./recording-hub.js";
import type { TestPerson } from "./people.js";

/** How a write is called so that it does something. */
export interface WriteCase {
  readonly params?: Readonly<Record<string, string>>;
  /** With its question mark. */
  readonly query?: string;
  /** Where that of `BODIES` does not do. */
  readonly body?: object;
  /** Who asks, where it is not an administrator's token. */
  readonly headers?: Headers;
  /** Entries that it leaves; 1 where nothing else is said. */
  readonly entries?: number;
  /** Why it is refused on purpose: nothing but a request for approval gets there. */
  readonly refused?: string;
}

/** Headers by which somebody is known. */
export const as = ({ token }: TestPerson): Headers =>
  new Headers({ authorization: `Bearer ${token}` });

const BEARER = { id: "c1", kind: "bearer", madeAt: 1, dueAt: 9e15, seenAt: 1 } as const;
const OWN = { ...NO_ACCESS, enrolledAt: 1, credentials: [BEARER] };

async function named(world: RecordingHub, path: string, body: object): Promise<WriteCase> {
  await world.make(path, { name: "there", ...body });
  return { params: { name: "there" } };
}

const rollout = async (world: RecordingHub) => ({ params: { id: (await world.rolling()).id } });

const connected = async (world: RecordingHub) => ({ params: { uid: world.connected() } });

const away = async (world: RecordingHub) => ({ params: { uid: await world.stored() } });

const request = async (world: RecordingHub, by: TestPerson) => {
  const { id, hash } = await world.request();
  return { params: { id }, headers: as(by), hash };
};

const policy = { title: "There", rule: { kind: "secrets-referenced" } };

const provider = { title: "There", issuer: "https://id.example", clientId: "f", grants: [] };

/** Two sessions of one person. */
async function twoSessions(world: RecordingHub) {
  const { name, headers } = await world.signedIn();
  const body = { name, password: PASSWORD };
  await world.make("/session", body);
  return { name, headers };
}

/** Every route that is no GET, ready to be called. Those that write nothing say so with 0. */
export const WRITE_CASES: {
  readonly [Name in RouteName]?: (world: RecordingHub) => Promise<WriteCase>;
} = {
  bulkAgents: async (world) => ({
    body: { uids: [await world.stored()], verb: "label", input: { labels: { env: "bulk" } } },
  }),
  patchAgent: away,
  forgetAgent: async (world) => ({ params: { uid: await world.stored({ report: emptyReport }) } }),
  approveAgent: async (world) => ({
    params: { uid: await world.stored({ admission: "awaiting-approval" }) },
  }),
  restartAgent: connected,
  refreshAgent: connected,
  offerAgain: async (world) => {
    const uid = world.connected();
    await world.make(`/agents/${uid}/configuration`, { configuration: "edge", revision: 1 }, "PUT");
    return { params: { uid } };
  },
  giveNewUid: connected,
  pinAgent: away,
  unpinAgent: async (world) => ({
    params: { uid: await world.stored({ pin: { kind: "local" } }) },
  }),
  connectAgent: connected,
  moveAgent: away,
  createConfiguration: async () => ({}),
  patchConfiguration: (world) => named(world, "/configurations", {}),
  removeConfiguration: async (world) => {
    await world.make("/configurations", { name: "unused" });
    return { params: { name: "unused" } };
  },
  createRevision: async () => ({ params: { name: "edge" } }),
  check: async () => ({ entries: 0 }),
  preview: async () => ({
    body: { verb: "create-configuration", input: { name: "only-tried" } },
    entries: 0,
  }),
  createGroup: async () => ({}),
  replaceGroup: (world) => named(world, "/groups", { query: "label.squad:there" }),
  removeGroup: async (world) => {
    await world.make("/groups", { name: "unused", query: "label.squad:unused" });
    return { params: { name: "unused" } };
  },
  protectGroup: async (world) => {
    await world.make("/groups", { name: "bare", query: "label.squad:bare" });
    return { params: { name: "bare" } };
  },
  liftProtection: async () => ({
    params: { name: "prod" },
    entries: 0,
    refused: "approval-required",
  }),
  startRollout: async (world) => {
    const { group, id } = await world.rolling();
    await world.make(`/rollouts/${id}/abort`, {});
    return { body: { group, revision: 2, gates: [] } };
  },
  pauseRollout: rollout,
  resumeRollout: async (world) => {
    const { id } = await world.rolling();
    await world.make(`/rollouts/${id}/pause`, {});
    return { params: { id } };
  },
  abortRollout: rollout,
  rollBackRollout: rollout,
  promoteRollout: rollout,
  retryFailed: async (world) => ({ params: { id: (await world.failing()).id } }),
  excludeMembers: async (world) => {
    const { id, uid } = await world.failing();
    return { params: { id }, body: { uids: [uid] } };
  },
  createPolicy: async () => ({}),
  tryPolicy: async () => ({ entries: 0 }),
  replacePolicy: (world) => named(world, "/policies", policy),
  removePolicy: async (world) => {
    await world.make("/policies", { name: "unused", ...policy });
    return { params: { name: "unused" } };
  },
  exceptPolicy: async (world) => {
    await world.make("/policies", { name: "strict", ...policy });
    return { params: { name: "strict" } };
  },
  liftException: async (world) => {
    await world.make("/policies", { name: "lenient", ...policy });
    const body = { query: "label.env:x", reason: "a test", until: "9999-12-31T23:59:59Z" };
    const { exceptions } = await world.make("/policies/lenient/exceptions", body);
    const id = Array.isArray(exceptions) ? String(exceptions[0].id) : "";
    return { params: { name: "lenient", id } };
  },
  requestApproval: async (world) => {
    const uid = await world.stored({ labels: { env: "guarded" }, group: "prod" });
    const input = { uid, labels: { env: "lab" } };
    return { headers: as(world.operator), body: { verb: "label", input, message: "It moves" } };
  },
  approveRequest: async (world) => {
    const { params, headers, hash } = await request(world, world.approver);
    return { params, headers, body: { hash }, entries: 2 };
  },
  rejectRequest: (world) => request(world, world.approver),
  withdrawRequest: (world) => request(world, world.operator),
  commentRequest: (world) => request(world, world.approver),
  breakGlass: async (world) => ({ ...(await request(world, world.operator)), entries: 2 }),
  acknowledgeBreakGlass: async (world) => {
    const { params } = await request(world, world.operator);
    const broken = await world.operator.client.breakGlass({ params, body: { reason: "it burns" } });
    if (!broken.ok) throw new Error(JSON.stringify(broken.problem));
    return { params, headers: as(world.approver) };
  },
  firstRun: async ({ hub }) => {
    const token = hub.hub.firstRunUrl?.split("token=")[1] ?? "";
    return { headers: new Headers(), body: { token, name: "first", password: PASSWORD } };
  },
  acceptInvitation: async (world) => {
    const { token } = await world.invited();
    return { headers: new Headers(), body: { token, password: PASSWORD } };
  },
  signIn: async (world) => {
    const { name } = await world.signedIn();
    return { headers: new Headers(), body: { name, password: PASSWORD } };
  },
  signOut: (world) => world.signedIn(),
  changePassword: async (world) => ({
    ...(await world.signedIn()),
    body: { current: PASSWORD, password: "five other words of mine" },
  }),
  endOtherSessions: async (world) => ({ ...(await twoSessions(world)), query: "?others=true" }),
  endSession: async (world) => {
    const { name, headers } = await twoSessions(world);
    const list = await world.hub.client.listSessions({ query: { person: name } });
    const other = list.ok ? list.data.items[0] : undefined;
    return { headers, params: { id: other?.id ?? "" } };
  },
  createPerson: async () => ({}),
  changePerson: async (world) => ({ params: { name: (await world.invited()).name } }),
  removePerson: async (world) => ({ params: { name: (await world.invited()).name } }),
  invitePerson: async (world) => ({ params: { name: (await world.signedIn()).name } }),
  createApiToken: (world) => world.signedIn(),
  revokeApiToken: async (world) => {
    const { token } = await world.make("/api-tokens", {
      name: "gone",
      grants: [{ role: "viewer", reach: null }],
    });
    const id = Object.entries(token ?? {}).find(([key]) => key === "id")?.[1];
    return { params: { id: String(id) } };
  },
  createProvider: async () => ({}),
  replaceProvider: (world) => named(world, "/providers", provider),
  removeProvider: async (world) => {
    await world.make("/providers", { name: "unused", ...provider });
    return { params: { name: "unused" } };
  },
  createEnrolmentToken: async () => ({}),
  revokeEnrolmentToken: (world) => named(world, "/enrolment-tokens", {}),
  rotateCredential: async (world) => ({ params: { uid: await world.stored({ access: OWN }) } }),
  revokeCredential: async (world) => ({
    params: { uid: await world.stored({ access: OWN }), id: BEARER.id },
  }),
  revokeAgent: away,
  readmitAgent: away,
  createSecret: async () => ({}),
  replaceSecret: (world) => named(world, "/secrets", { value: "a value of the test" }),
  removeSecret: async (world) => {
    await world.make("/secrets", { name: "unused", value: "a value of the test" });
    return { params: { name: "unused" } };
  },
  rotateHubKey: async () => ({}),
  verifyAudit: async () => ({ entries: 0 }),
};
