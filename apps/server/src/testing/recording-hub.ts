import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApprovalDetail } from "@fleethub/api";
import { sampleAgent } from "@fleethub/control-plane/contract";
import { vi } from "vitest";
import { addPerson, type TestPerson } from "./people.js";
import { ADMIN_TOKEN, GOOD_CONFIG, startTestHub, type TestHub } from "./test-hub.js";

/** The password of everybody here. */
export const PASSWORD = "four words of mine";

const ALL_CAPABILITIES = 0xffffn;

/** A hub on which every write of the API can be made, with what they are about. */
export interface RecordingHub {
  readonly hub: TestHub;
  readonly viewer: TestPerson;
  readonly operator: TestPerson;
  readonly approver: TestPerson;
  /** Headers of an administrator. */
  readonly admin: Headers;
  /** Connected agents, each given once. */
  connected(): string;
  /** An agent that the store has and that is away. */
  stored(over?: Parameters<typeof sampleAgent>[0]): Promise<string>;
  /** A group with a configuration of its name, one agent and a live rollout; all new. */
  rolling(): Promise<{ readonly group: string; readonly id: string }>;
  /** A live rollout that stopped since this member failed. */
  failing(): Promise<{ readonly id: string; readonly uid: string }>;
  /** A request of the operator's that waits. */
  request(): Promise<ApprovalDetail>;
  /** Somebody with a password, and the token of his invitation before he had one. */
  invited(): Promise<{ readonly name: string; readonly token: string }>;
  /** Somebody who signed in, and the headers that show it. */
  signedIn(): Promise<{ readonly name: string; readonly headers: Headers }>;
  /** Makes something as an administrator. */
  make(path: string, body: object, method?: string): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** Starts it: a group `prod` that is protected, a group and a configuration `edge`, people of every role. */
export async function startRecordingHub(): Promise<RecordingHub> {
  const dataDir = mkdtempSync(join(tmpdir(), "fleethub-recording-"));
  const hub = await startTestHub({ key: null, dataDir }, null, { failureWindowMs: 500 });
  const [operator, approver, viewer] = await Promise.all([
    addPerson(hub, "otto", [{ role: "operator", reach: null }]),
    addPerson(hub, "grace", [{ role: "approver", reach: null }]),
    addPerson(hub, "vera", [{ role: "viewer", reach: null }]),
  ]);
  const admin = new Headers({ authorization: `Bearer ${ADMIN_TOKEN}` });
  let made = 0;
  const fresh = () => `n${(made += 1)}`;

  const make: RecordingHub["make"] = async (path, body, method = "POST") => {
    const headers = { "content-type": "application/json" };
    const answer = await hub.get(`/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
    return text === "" ? {} : JSON.parse(text);
  };
  const squad = async (name: string) => {
    await make("/configurations", { name });
    await make(`/configurations/${name}/revisions`, { content: GOOD_CONFIG });
    await make("/groups", { name, query: `label.squad:${name}`, configuration: name });
  };
  const stored: RecordingHub["stored"] = async (over = {}) => {
    const agent = sampleAgent(over);
    const report = { ...agent.report, capabilities: ALL_CAPABILITIES };
    await hub.storage.store.commit({
      writes: [{ kind: "add-agent", agent: { ...agent, report } }],
    });
    return agent.instanceUid;
  };
  const invited = async () => {
    const name = fresh();
    const grants = [{ role: "administrator", reach: null }];
    const { invitation } = await make("/people", { name, grants });
    const token = Object.entries(invitation ?? {}).find(([key]) => key === "token")?.[1];
    return { name, token: String(token) };
  };
  const signedIn = async () => {
    const { name, token } = await invited();
    const answer = await fetch(`${hub.hub.consoleUrl}/api/v1/invitation`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    const cookies = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
    return {
      name,
      headers: new Headers({ cookie: cookies.join("; "), origin: hub.hub.consoleUrl }),
    };
  };

  await squad("edge");
  await make("/groups", { name: "prod", query: "label.env:guarded" });
  await make("/groups/prod/protection", { approvals: 1 }, "PUT");
  const pool = hub.simulate({ seed: 51, agents: 8 }).agents.map((agent) => agent.instanceUid);
  const bad = hub.simulate({ seed: 52, agents: 1, fail: 1 }).agents[0]?.instanceUid ?? "";
  const isHere = async () => {
    const list = await hub.client.listAgents({ query: { query: "presence:connected" } });
    return list.ok && list.data.items.filter(({ version }) => version !== "").length === 9;
  };
  await vi.waitUntil(isHere, { timeout: 20_000, interval: 50 });

  let failed: Promise<{ readonly id: string; readonly uid: string }> | null = null;
  const startFailing = async () => {
    await squad("failing");
    await make(`/agents/${bad}`, { labels: { squad: "failing" } }, "PATCH");
    const content = `# Fails.\n${GOOD_CONFIG}`;
    await make("/configurations/failing/revisions", { content });
    const plan = { group: "failing", revision: 2, gates: [], maxFailures: 0, soakSeconds: 600 };
    const id = String((await make("/rollouts", plan))["id"]);
    const causes = async () => {
      const answer = await hub.client.getRollout({ params: { id } });
      return answer.ok && answer.data.causes.length > 0;
    };
    await vi.waitUntil(causes, { timeout: 20_000, interval: 50 });
    return { id, uid: bad };
  };

  return {
    hub,
    viewer,
    operator,
    approver,
    admin,
    make,
    stored,
    invited,
    signedIn,
    connected() {
      const uid = pool.pop();
      if (uid === undefined) throw new Error("Nobody else is connected: simulate more.");
      return uid;
    },
    async rolling() {
      const group = fresh();
      await squad(group);
      await stored({ labels: { squad: group }, group });
      const content = `# Next.\n${GOOD_CONFIG}`;
      await make(`/configurations/${group}/revisions`, { content });
      const id = String((await make("/rollouts", { group, revision: 2, gates: [] }))["id"]);
      return { group, id };
    },
    failing: () => (failed ??= startFailing()),
    async request() {
      const uid = await stored({ labels: { env: "guarded" }, group: "prod" });
      const input = { uid, labels: { env: "test" } };
      const body = { verb: "label", input, message: "It moves" } as const;
      const answer = await operator.client.requestApproval({ body });
      if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
      return ApprovalDetail.parse(answer.data);
    },
    async stop() {
      await hub.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
