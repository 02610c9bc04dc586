import type { AgentDetail, Problem, Revision } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import { good } from "../real/configs.js";
import {
  agentWhere,
  binaries,
  countOf,
  openHub,
  openSupervisor,
  pin,
  receives,
  story,
} from "../real/house.js";
import type { Hub } from "../real/hub.js";
import type { Supervisor } from "../real/supervisor.js";
import { freePort, until } from "../real/wait.js";

const SAMPLING = `# Keep a part of the traces.
processors:
  probabilistic_sampler:
    sampling_percentage: \${fleethub:PERCENT}
service:
  pipelines:
    traces:
      processors:
        - {insert: probabilistic_sampler, before: batch}
`;

const MARKS = `processors:
  attributes/team:
    actions:
      - {key: team, value: "\${fleethub:TEAM}", action: upsert}
service:
  pipelines:
    traces:
      processors:
        - {insert: attributes/team, before: batch}
`;

async function fragment(hub: Hub, name: string, content: string, variable: object): Promise<void> {
  await hub.must("POST", "/configurations", { name, kind: "fragment" }, 201);
  const body = { content, variables: [variable] };
  await hub.must("POST", `/configurations/${name}/revisions`, body, 201);
}

const give = (hub: Hub, uid: string, variables: object) =>
  hub.must<AgentDetail>("PATCH", `/agents/${uid}`, { variables });

const starts = (hub: Hub, uid: string) => countOf(hub, uid, "config-applied");

/** The supervisor that was given this port. */
const having = (supervisors: readonly Supervisor[], port: number | undefined) =>
  supervisors.find(({ received }) => received.includes(`:${port}`));

describe.runIf(binaries)("a configuration on two fragments", () => {
  it("reaches two agents with their own values, and a changed value restarts one of them", async () => {
    const hub = await openHub();
    const ports = [await freePort(), await freePort()];
    const supervisors = [openSupervisor(hub, { validateConfig: true })];
    supervisors.push(openSupervisor(hub, { validateConfig: true }));
    const uids = await until("both agents are there", async () => {
      const { items } = await hub.must<{ items: { uid: string; version: string }[] }>(
        "GET",
        "/agents?query=presence:connected",
      );
      const full = items.filter(({ version }) => version !== "");
      return full.length === 2 ? full.map(({ uid }) => uid).sort() : undefined;
    });
    const percent = { name: "PERCENT", type: "number", default: 100 };
    await fragment(hub, "sampling", SAMPLING, percent);
    await fragment(hub, "marks", MARKS, { name: "TEAM", type: "text" });
    await hub.must("POST", "/configurations", { name: "gateway" }, 201);
    const layers = ["sampling", "marks"].map((configuration) => ({ configuration, revision: 1 }));
    const content = good(4318).replace("127.0.0.1:4318", "127.0.0.1:${fleethub:PORT}");
    const variables = [{ name: "PORT", type: "number" }];
    const body = { content, layers, variables };
    await hub.must("POST", "/configurations/gateway/revisions", body, 201);
    const revision = await hub.must<Revision>("GET", "/configurations/gateway/revisions/1");
    const lines = revision.content.split("\n");
    const line = lines.findIndex((text) => text.includes("sampling_percentage")) + 1;
    const run = revision.origins.find((each) => each.line <= line && line < each.line + each.lines);
    expect(run?.layer).toBe(1);
    expect(revision.content).toMatch(/- probabilistic_sampler\n\s+- attributes\/team\n\s+- batch/);

    const [first = "", second = ""] = uids;
    const refused = await hub.api("PUT", `/agents/${first}/configuration`, {
      configuration: "gateway",
      revision: 1,
    });
    expect(refused.status).toBe(409);
    expect(refused.body as Problem).toMatchObject({ type: "missing-variables" });

    // What could break the YAML is a text and nothing else.
    const odd = 'west: "#1"\n- ${env:HOME}';
    await give(hub, first, { PORT: ports[0], TEAM: odd });
    await give(hub, second, { PORT: ports[1], TEAM: "east", PERCENT: 50 });
    for (const uid of [first, second]) {
      await pin(hub, uid, "gateway", 1);
      const agent = await agentWhere(
        hub,
        uid,
        "runs its own text",
        (one) => one.sync === "in-sync" && one.verified === "effective",
      );
      expect(agent).toMatchObject({ configuration: "gateway", revision: 1 });
      expect(agent.config.effective).toMatchObject({ configuration: "gateway", revision: 1 });
      await story(hub, uid, "config-applied");
    }
    expect(await Promise.all(ports.map(receives))).toEqual([true, true]);
    const effective = (uid: string) =>
      hub.must<{ content: string }>("GET", `/agents/${uid}/effective-config`);
    expect(JSON.stringify(await effective(first))).toContain("HOME}");
    expect(JSON.stringify(await effective(second))).toContain("sampling_percentage: 50");

    const [mine, other] = ports.map((port) => having(supervisors, port));
    const [before, untouched] = [await starts(hub, first), await starts(hub, second)];
    const [restarted, left] = [mine?.collectors, other?.collectors];
    await give(hub, first, { PERCENT: 10 });
    await until(
      "the changed value is applied",
      async () => (await starts(hub, first)) > before,
      30_000,
    );
    await agentWhere(
      hub,
      first,
      "is seen to run it",
      (one) => one.sync === "in-sync" && one.verified === "effective",
    );
    expect(JSON.stringify(await effective(first))).toContain("sampling_percentage: 10");
    expect(mine?.collectors).not.toEqual(restarted);
    expect(await starts(hub, second)).toBe(untouched);
    expect(other?.collectors, "the other Collector was left alone").toEqual(left);

    // A hub that starts again finds both as they were.
    const offers = await Promise.all(uids.map((uid) => countOf(hub, uid, "config-offered")));
    await hub.stop();
    await hub.start();
    for (const uid of uids) {
      await agentWhere(
        hub,
        uid,
        "is in sync after the restart",
        (one) =>
          one.presence === "connected" && one.sync === "in-sync" && one.verified === "effective",
      );
    }
    expect(await Promise.all(uids.map((uid) => countOf(hub, uid, "config-offered")))).toEqual(
      offers,
    );
  });
});
