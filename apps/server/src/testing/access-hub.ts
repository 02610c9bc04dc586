import { problem, RolloutStarted } from "@fleethub/api";
import { sampleAgent } from "@fleethub/control-plane/contract";
import { createMemoryStorage } from "@fleethub/control-plane/memory";
import { type Grant, isRole, type Subject } from "@fleethub/fleet/access";
import { startHub } from "../compose.js";
import type { Authenticate } from "../console-listener/authorise.js";
import { createLogger } from "../platform/logger.js";
import { SETTINGS_DEFAULT } from "../settings/index.js";
import { GOOD_CONFIG } from "./test-hub.js";

/** The squad that limited callers are limited to. */
export const REACH = "label.squad:edge";

/** Who asks: no grants is nobody. */
export type Asker = readonly Grant[];

export const ADMINISTRATOR: Asker = [{ role: "administrator", reach: null }];

/** A hub with two squads, on which the caller is whoever a test says. */
export interface AccessHub {
  readonly inside: string;
  readonly outside: string;
  /** Rollouts to the group of each squad. */
  readonly rollouts: { readonly inside: string; readonly outside: string };
  ask(asker: Asker, method: string, path: string, body?: unknown): Promise<Response>;
  stop(): Promise<void>;
}

const HEADER = "x-test-grants";

const authenticate: Authenticate = async (request) => {
  const grants: Grant[] = [];
  const shown = request.headers.get(HEADER) ?? "";
  for (const text of shown.split(";")) {
    const [role = "", reach = ""] = text.split("@");
    if (isRole(role)) grants.push({ role, reach: reach === "" ? null : reach });
  }
  if (grants.length === 0) return problem("not-signed-in", "Sign in.");
  const subject: Subject = { kind: "person", id: shown, name: shown, grants };
  return { subject };
};

/** Starts it: groups `edge` and `gpu`, each with a configuration of its name, agents and a rollout. */
export async function startAccessHub(): Promise<AccessHub> {
  const storage = createMemoryStorage();
  const ports = { ...storage };
  const hub = await startHub(
    { ...SETTINGS_DEFAULT, agentsHost: "127.0.0.1", agentsPort: 0, consolePort: 0 },
    {
      storage: {
        ports,
        kind: "pglite",
        place: "memory",
        reachable: async () => true,
        close: () => storage.store.close(),
      },
      logger: createLogger("error", { write: () => undefined }),
      consoleRoot: null,
      authenticate,
    },
  );
  const ask: AccessHub["ask"] = (asker, method, path, body) =>
    fetch(`${hub.consoleUrl}${path}`, {
      method,
      headers: {
        [HEADER]: asker.map(({ role, reach }) => `${role}@${reach ?? ""}`).join(";"),
        ...(method === "GET" ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const make = async (path: string, body: unknown): Promise<unknown> => {
    const made = await ask(ADMINISTRATOR, "POST", `/api/v1${path}`, body);
    if (!made.ok) throw new Error(await made.text());
    return made.json();
  };
  const squads = ["edge", "gpu"] as const;
  for (const name of squads) {
    await make("/configurations", { name });
    await make(`/configurations/${name}/revisions`, { content: GOOD_CONFIG });
    await make("/groups", { name, query: `label.squad:${name}`, configuration: name });
  }
  const agents = squads.flatMap((squad) =>
    [1, 2].map(() => {
      const agent = sampleAgent({ labels: { squad }, group: squad });
      return { ...agent, report: { ...agent.report, capabilities: 0xffffn } };
    }),
  );
  await storage.store.commit({ writes: agents.map((agent) => ({ kind: "add-agent", agent })) });
  const rolloutOf = async (group: string): Promise<string> => {
    const content = `# Next.\n${GOOD_CONFIG.replace("debug:", "nop:").replace("[debug]", "[nop]")}`;
    await make(`/configurations/${group}/revisions`, { content });
    return RolloutStarted.parse(await make("/rollouts", { group, revision: 2, gates: [] })).id;
  };
  const uidIn = (squad: string) =>
    agents.find(({ group }) => group === squad)?.instanceUid ?? "none";
  return {
    inside: uidIn("edge"),
    outside: uidIn("gpu"),
    rollouts: { inside: await rolloutOf("edge"), outside: await rolloutOf("gpu") },
    ask,
    stop: () => hub.stop(),
  };
}
