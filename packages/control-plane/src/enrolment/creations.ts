import type { AgentRecord } from "../model.js";
import type { FleetStore, Ids, Write } from "../ports.js";
import { toldByHub } from "./told-by-hub.js";

/** An agent that nobody knew, with the use of the token that lets it in. */
export interface Creation {
  readonly agent: AgentRecord;
  readonly uses: { readonly token: string; readonly beyond: boolean } | null;
}

/** `taken`: another hub was faster. `spent`: the token lets nobody in any more. */
export type Created = "added" | "taken" | "spent";

/** In one commit; where one of them cannot be added, each by itself. Uses of tokens are counted in the commit that adds the agents. */
export async function addAgents(
  store: Pick<FleetStore, "commit">,
  ids: Ids,
  creations: readonly Creation[],
): Promise<readonly Created[]> {
  const addAll = (some: readonly Creation[]) =>
    store.commit({
      writes: [
        ...usesOf(some),
        ...some.map(({ agent }) => ({ kind: "add-agent" as const, agent })),
        ...some.flatMap((creation) => history(creation, ids)),
      ],
    });
  if ((await addAll(creations)).kind === "committed") return creations.map(() => "added");
  const created: Created[] = [];
  for (const creation of creations) {
    const result = await addAll([creation]);
    if (result.kind === "committed") created.push("added");
    else created.push(result.write === "use-enrolment-token" ? "spent" : "taken");
  }
  return created;
}

/** One write for each token, in the order of their names: two hubs never wait for each other crosswise. */
function usesOf(creations: readonly Creation[]): readonly Write[] {
  const uses = new Map<string, Extract<Write, { kind: "use-enrolment-token" }>>();
  for (const { agent, uses: use } of creations) {
    if (use === null) continue;
    const { token: name, beyond } = use;
    const key = `${name} ${beyond}`;
    const { createdAt: at, remoteAddress } = agent;
    const agents = (uses.get(key)?.agents ?? 0) + 1;
    uses.set(key, { kind: "use-enrolment-token", name, agents, beyond, at, remoteAddress });
  }
  return [...uses.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, write]) => write);
}

/** Who was let in by a token, for its page and for the audit. */
function history({ agent, uses }: Creation, ids: Ids): readonly Write[] {
  if (uses === null) return [];
  const { createdAt, remoteAddress, admission } = agent;
  const { token } = uses;
  const summary = uses.beyond
    ? `Let in as the agent that it was split from, which came with the enrolment token ${token}`
    : `Let in by the enrolment token ${token}`;
  return toldByHub(ids.uuidv7(), createdAt, agent, {
    kind: "enrolled",
    action: "enrol",
    summary,
    detail: { token },
    after: { token, admission, remoteAddress },
  });
}
