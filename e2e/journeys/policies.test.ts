import type {
  AgentPage,
  Policy,
  PolicyEvaluations,
  PolicyEvidenceLine,
  Problem,
} from "@fleethub/api";
import { describe, expect, it } from "vitest";
import { good } from "../real/configs.js";
import {
  addRevision,
  agentWhere,
  binaries,
  firstAgent,
  openHub,
  openSupervisor,
  pin,
  story,
} from "../real/house.js";
import { freePort, until } from "../real/wait.js";

const PROMISE = {
  name: "masked",
  title: "Prompts are masked before they leave",
  rule: { kind: "path-passes", processors: ["redaction"], to: ["otlp_http/partner"] },
  severity: "block",
};

/** A traces pipeline beside ours, as somebody on the host would add it. */
const PARTNER = `exporters:
  otlp_http/partner: {endpoint: "http://127.0.0.1:9", sending_queue: {enabled: false}, retry_on_failure: {enabled: false}}
service:
  pipelines:
    traces/partner: {receivers: [otlp], processors: [batch], exporters: [otlp_http/partner]}
`;

/** The same pipeline in a configuration of ours. */
const withPartner = (port: number) =>
  good(port)
    .replace("exporters:\n", PARTNER.split("service:")[0] ?? "")
    .replace("  pipelines:\n", `  pipelines:\n${PARTNER.split("pipelines:\n")[1] ?? ""}`);

describe.runIf(binaries)("what every configuration promises", () => {
  it("a policy that a local file breaks is seen and named, excepted, and kept again", async () => {
    const hub = await openHub();
    const created = await hub.must<Policy>("POST", "/policies", PROMISE, 201);
    expect(created).toMatchObject({ standing: { broken: 0 }, drafts: 0, since: null });
    openSupervisor(hub, { localConfig: PARTNER, localWins: true, applyTimeout: "3s" });
    const { uid } = await firstAgent(hub);
    const port = await freePort();
    await pin(hub, uid, "gateway", await addRevision(hub, "gateway", good(port)));

    const agent = await agentWhere(hub, uid, "breaks it", (one) => one.policies.length > 0);
    expect(agent.policies).toMatchObject([
      {
        policy: "masked",
        title: PROMISE.title,
        severity: "block",
        excepted: false,
        cause: "otlp, batch, otlp_http/partner skips redaction",
      },
    ]);
    const evaluations = () =>
      hub.must<PolicyEvaluations>("GET", "/policies/masked/evaluations?days=7");
    const { items, standing, drafts } = await until("the standing counts it", async () => {
      const found = await evaluations();
      return found.standing.broken === 1 ? found : undefined;
    });
    expect(standing).toMatchObject({ agents: 1, judged: 1, broken: 1, excepted: 0 });
    expect(drafts).toEqual([]);
    expect(items).toMatchObject([{ verdict: "broken", agents: 1, uids: [uid] }]);
    expect(items[0]?.path.map(({ id, missing }) => (missing ? `no ${id}` : id))).toEqual([
      "otlp",
      "batch",
      "no redaction",
      "otlp_http/partner",
    ]);
    const breaking = await hub.must<AgentPage>("GET", "/agents?query=policy:masked");
    expect(breaking.items.map((row) => row.uid)).toEqual([uid]);
    const told = await story(hub, uid, "policy-broken");
    expect(told.find(({ kind }) => kind === "policy-broken")?.summary).toContain("skips redaction");

    const evidence = await hub.request("/policies/masked/evidence");
    const lines = (await evidence.text()).trim().split("\n");
    const [line] = lines.map((each) => JSON.parse(each) as PolicyEvidenceLine);
    expect(lines).toHaveLength(1);
    expect(line).toMatchObject({ uid, verdict: "broken", policy: "masked" });

    // What would break it by our own hand does not leave.
    const revision = await addRevision(hub, "gateway", withPartner(port));
    const refused = await hub.api<Problem>("PUT", `/agents/${uid}/configuration`, {
      configuration: "gateway",
      revision,
    });
    expect(refused).toMatchObject({ status: 409, body: { title: expect.any(String) } });
    expect(refused.body.type).toContain("policy-broken");
    expect(refused.body.findings).toMatchObject([{ code: "policy", policy: "masked" }]);

    await hub.must(
      "POST",
      "/policies/masked/exceptions",
      {
        query: `uid:${uid}`,
        reason: "the partner masks until Friday",
        until: new Date(Date.now() + 3_600_000).toISOString(),
      },
      201,
    );
    await agentWhere(hub, uid, "is excepted", (one) => one.policies[0]?.excepted === true);
    const after = await until("the standing counts the exception", async () => {
      const found = await evaluations();
      return found.standing.excepted === 1 ? found : undefined;
    });
    expect(after.standing).toMatchObject({ broken: 0, excepted: 1 });
    expect(after.drafts).toMatchObject([{ configuration: "gateway", revision }]);
    expect((await hub.must<AgentPage>("GET", "/agents?query=policy:masked")).items).toEqual([]);

    const kept = { ...PROMISE, rule: { ...PROMISE.rule, to: ["kafka"] }, name: undefined };
    await hub.must("PUT", "/policies/masked", kept);
    await agentWhere(hub, uid, "keeps it again", (one) => one.policies.length === 0);
  });
});
