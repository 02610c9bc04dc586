import type { Grant, Subject } from "@fleethub/fleet/access";
import { sampleAgent } from "../contract/samples.js";
import type { AgentRecord } from "../model.js";
import type { VerbCall } from "../verbs/verb.js";
import { GOOD, OTHER } from "./configs.js";
import { make } from "./fleet.js";
import { ADA, CALL, openHub, type TestHub } from "./open-hub.js";
import { SUPERVISOR_CAPABILITIES } from "./supervisor.js";

/** Where a call of somebody with these grants comes from. */
export function callOf(...grants: readonly Grant[]): Pick<VerbCall, "actor" | "subject"> {
  const subject: Subject = { kind: "person", id: "grace", name: "Grace", grants };
  return { actor: { ...ADA, id: "grace" }, subject };
}

/** Changes the squad `edge`, and sees nothing else. */
export const EDGE_OPERATOR = callOf({ role: "operator", reach: "label.squad:edge" });

/** Changes the squad `edge`, and sees everything. */
export const EDGE_OPERATOR_SEEING_ALL = callOf(
  { role: "operator", reach: "label.squad:edge" },
  { role: "viewer", reach: null },
);

/** Two squads with a group and a configuration each, both on one fragment, and an agent that is in neither. */
export interface Squads {
  readonly hub: TestHub;
  readonly edge: readonly AgentRecord[];
  readonly gpu: readonly AgentRecord[];
  readonly other: AgentRecord;
}

const FRAGMENT = "processors:\n    batch: {}\n";

async function configured({ plane }: TestHub): Promise<void> {
  const shared = { name: "shared", kind: "fragment" } as const;
  await make(plane.run("create-configuration", CALL, shared));
  await make(plane.run("create-revision", CALL, { name: "shared", content: FRAGMENT }));
  const layers = [{ configuration: "shared", revision: 1 }];
  for (const name of ["gpu", "edge"]) {
    await make(plane.run("create-configuration", CALL, { name }));
    await make(plane.run("create-revision", CALL, { name, content: GOOD, layers }));
    // While nobody is there a group begins with the newest revision.
    const group = { name, query: `label.squad:${name}`, configuration: name };
    await make(plane.run("create-group", CALL, group));
    await make(plane.run("create-revision", CALL, { name, content: OTHER, layers }));
  }
  const next = `${FRAGMENT}exporters:\n    nop: {}\n`;
  await make(plane.run("create-revision", CALL, { name: "shared", content: next }));
}

/** The squads on a hub of their own. */
export async function openSquads(): Promise<Squads> {
  const hub = await openHub();
  await configured(hub);
  const agent = (squad: string | null): AgentRecord => {
    const made = sampleAgent({ labels: squad === null ? {} : { squad }, group: squad });
    return { ...made, report: { ...made.report, capabilities: SUPERVISOR_CAPABILITIES } };
  };
  const [edge, gpu] = [
    [agent("edge"), agent("edge")],
    [agent("gpu"), agent("gpu")],
  ];
  const other = agent(null);
  await hub.storage.store.commit({
    writes: [...edge, ...gpu, other].map((each) => ({ kind: "add-agent", agent: each })),
  });
  return { hub, edge, gpu, other };
}
