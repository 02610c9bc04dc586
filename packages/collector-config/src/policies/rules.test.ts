import { expect, test } from "vitest";
import { ruleProblems } from "./check-rule.js";
import { evaluatePolicy } from "./evaluate.js";
import { policyFindings } from "./findings.js";
import { type Policy, POLICY_KINDS, type PolicyRule } from "./policy.js";
import { READY_POLICIES } from "./ready-made/ready-policies.js";
import { ruleInWords } from "./words.js";

const exporter = (id: string, body: string, more = "") => `
receivers: {otlp: , file_log/audit: {include: [/var/log/audit]}}
exporters:
  ${id}: ${body}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [${id}]}
${more}`;

const verdict = (rule: PolicyRule, config: string) => evaluatePolicy(rule, config).verdict;

test.each([
  ["otlp", "{endpoint: tempo.internal:4317}", "kept"],
  ["otlp", "{endpoint: 'dns:///tempo.internal:4317'}", "kept"],
  ["otlp", "{endpoint: evil.example.com:4317}", "broken"],
  ["otlp", "{endpoint: 'https://tempo.internal.evil.com:4317'}", "broken"],
  ["otlp", '{endpoint: "${env:E}"}', "cannot-tell"],
  ["otlp", '{endpoint: "tempo.${env:ZONE}:4317"}', "cannot-tell"],
  ["otlp", '{endpoint: "tempo.internal:${env:PORT}"}', "kept"],
  ["otlp", "{endpoint: 'unix:///run/otlp.sock'}", "kept"],
  [
    "otlphttp",
    "{endpoint: 'https://tempo.internal', traces_endpoint: 'https://evil.example.com/v1/traces'}",
    "broken",
  ],
  [
    "otlphttp",
    "{endpoint: 'https://tempo.internal', logs_endpoint: 'https://evil.example.com/v1/logs'}",
    "kept",
  ],
  ["otlphttp", "{endpoint: 'https://tempo.internal@evil.example.com/'}", "broken"],
  ["kafka", "{brokers: [k1.internal:9092, k2.example.com:9092]}", "broken"],
  [
    "loadbalancing",
    "{protocol: {otlp: {}}, resolver: {static: {hostnames: [a.internal:4317, b.internal]}}}",
    "kept",
  ],
  [
    "loadbalancing",
    "{protocol: {otlp: {}}, resolver: {dns: {hostname: evil.example.com}}}",
    "broken",
  ],
  ["debug", "{}", "kept"],
  ["datadog", "{api: {key: x}}", "cannot-tell"],
])("destinations of %s %s: %s", (id, body, expected) => {
  expect(verdict({ kind: "destinations", hosts: ["*.internal"] }, exporter(id, body))).toBe(
    expected,
  );
});

test("hosts are names, addresses and ranges, with a port or without", () => {
  const to = (endpoint: string, ...hosts: string[]) =>
    verdict({ kind: "destinations", hosts }, exporter("otlp", `{endpoint: "${endpoint}"}`));
  expect(to("10.1.2.3:4317", "10.0.0.0/8")).toBe("kept");
  expect(to("11.1.2.3:4317", "10.0.0.0/8")).toBe("broken");
  expect(to("tempo:4317", "tempo:4317")).toBe("kept");
  expect(to("tempo:4318", "tempo:4317")).toBe("broken");
  expect(to("[::1]:4317", "localhost")).toBe("kept");
  expect(to("127.0.0.9:4317", "localhost")).toBe("kept");
  expect(to("TEMPO.Example.com.:4317", "*.example.com")).toBe("kept");
});

test("own telemetry is judged where the rule says so", () => {
  const own = `  telemetry: {metrics: {readers: [{periodic: {exporter: {otlp: {endpoint: "https://evil.example.com"}}}}]}}`;
  const config = exporter("debug", "{}", own);
  const rule = { kind: "destinations", hosts: ["*.internal"] } as const;
  expect(verdict(rule, config)).toBe("kept");
  const found = evaluatePolicy({ ...rule, ownTelemetry: true }, config);
  expect(found.verdict).toBe("broken");
  expect(found.evidence[0]?.path.at(-1)).toBe("endpoint");
});

test.each([
  ["otlp", "{endpoint: 'x:4317'}", "kept"],
  ["otlp", "{endpoint: 'x:4317', tls: {insecure: true}}", "broken"],
  ["otlp", "{endpoint: 'x:4317', tls: {insecure: true, ca_file: /ca.pem}}", "kept"],
  ["otlp", "{endpoint: 'https://x:4317', tls: {insecure: true}}", "kept"],
  ["otlp", "{endpoint: 'x:4317', tls: {insecure_skip_verify: true}}", "broken"],
  ["otlp", "{endpoint: 'localhost:4317', tls: {insecure: true}}", "kept"],
  ["otlp", "{endpoint: 'x:4317', tls: {insecure: \"${env:PLAIN}\"}}", "cannot-tell"],
  ["otlp", '{endpoint: "${env:E}", tls: {insecure: true}}', "cannot-tell"],
  ["otlphttp", "{endpoint: 'http://x:4318'}", "broken"],
  ["otlphttp", "{endpoint: 'https://x:4318'}", "kept"],
  ["otlphttp", '{endpoint: "https://${env:HOST}"}', "kept"],
  ["otlphttp", '{endpoint: "${env:URL}"}', "cannot-tell"],
  ["kafka", "{brokers: [k:9092]}", "broken"],
  ["kafka", "{brokers: [k:9093], tls: {}}", "kept"],
  ["datadog", "{api: {key: x}}", "kept"],
  ["unheard_of", "{endpoint: 'x:99'}", "cannot-tell"],
  ["file", "{path: /tmp/x}", "kept"],
])("TLS of %s %s: %s", (id, body, expected) => {
  expect(verdict({ kind: "tls-required" }, exporter(id, body))).toBe(expected);
});

const sampled = (processors: string, signal = "traces") => {
  const names = [...processors.matchAll(/^ {2}([\w/]+):/gm)].map((match) => match[1]);
  return `receivers: {otlp: , file_log/audit: {include: [/a]}}
processors:
${processors}
exporters: {otlp: {endpoint: "x:4317"}}
service: {pipelines: {${signal}: {receivers: [${signal === "logs" ? "file_log/audit" : "otlp"}], processors: [${names.join(", ")}], exporters: [otlp]}}}`;
};

test.each([
  ["  batch: {}", { atLeastPercent: 100 }, "kept"],
  ["  probabilistic_sampler: {sampling_percentage: 10}", { atLeastPercent: 100 }, "broken"],
  ["  probabilistic_sampler: {sampling_percentage: 100}", { atLeastPercent: 100 }, "kept"],
  ["  probabilistic_sampler: {sampling_percentage: 10}", { atMostPercent: 10 }, "kept"],
  ["  batch: {}", { atMostPercent: 10 }, "broken"],
  [
    '  probabilistic_sampler: {sampling_percentage: "${env:P}"}',
    { atLeastPercent: 100 },
    "cannot-tell",
  ],
  [
    '  probabilistic_sampler: {sampling_percentage: "${env:P}"}',
    { atMostPercent: 50 },
    "cannot-tell",
  ],
  [
    "  tail_sampling: {policies: [{name: a, type: always_sample}]}",
    { atLeastPercent: 100 },
    "kept",
  ],
  [
    "  tail_sampling: {policies: [{name: a, type: latency, latency: {threshold_ms: 5}}]}",
    { atLeastPercent: 100 },
    "broken",
  ],
  ["  tail_sampling: {policies: [{name: a, type: latency}]}", { atLeastPercent: 5 }, "cannot-tell"],
  [
    "  tail_sampling: {policies: [{name: a, type: probabilistic, probabilistic: {sampling_percentage: 20}}, {name: b, type: latency}]}",
    { atLeastPercent: 5 },
    "kept",
  ],
  [
    "  probabilistic_sampler: {sampling_percentage: 50}\n  probabilistic_sampler/2: {sampling_percentage: 20}",
    { atMostPercent: 20 },
    "kept",
  ],
] as const)("sampling by %s, %o: %s", (processors, bounds, expected) => {
  expect(verdict({ kind: "sampling", ...bounds }, sampled(processors))).toBe(expected);
});

test("a policy about audit logs leaves the others alone", () => {
  const rule: PolicyRule = {
    kind: "sampling",
    signals: ["logs"],
    from: ["*/audit*"],
    atLeastPercent: 100,
  };
  const sampler = "  probabilistic_sampler: {sampling_percentage: 10}";
  expect(verdict(rule, sampled(sampler))).toBe("kept");
  const found = evaluatePolicy(rule, sampled(sampler, "logs"));
  expect(found.verdict).toBe("broken");
  expect(found.evidence[0]?.message).toContain("sampled by probabilistic_sampler (10 %)");
});

test("attributes are set by resource, attributes and transform", () => {
  const rule: PolicyRule = { kind: "attributes-set", attributes: ["data.retention"] };
  const by = (body: string, more: Partial<PolicyRule> = {}) =>
    verdict({ ...rule, ...more } as PolicyRule, sampled(body));
  expect(by("  batch: {}")).toBe("broken");
  expect(by("  resource: {attributes: [{key: data.retention, value: 30d, action: upsert}]}")).toBe(
    "kept",
  );
  expect(by("  resource: {attributes: [{key: data.retention, value: 30d, action: insert}]}")).toBe(
    "kept",
  );
  expect(by("  resource: {attributes: [{key: data.retention, value: 30d, action: update}]}")).toBe(
    "broken",
  );
  expect(
    by(
      "  resource: {attributes: [{key: data.retention, value: 30d, action: upsert}, {key: data.retention, action: delete}]}",
    ),
  ).toBe("broken");
  const thirty = { values: ["30d", "90d"] };
  expect(
    by("  resource: {attributes: [{key: data.retention, value: 7d, action: upsert}]}", thirty),
  ).toBe("broken");
  expect(
    by("  resource: {attributes: [{key: data.retention, value: 90d, action: upsert}]}", thirty),
  ).toBe("kept");
  expect(
    by("  resource: {attributes: [{key: data.retention, value: 90d, action: insert}]}", thirty),
  ).toBe("cannot-tell");
  expect(
    by(
      '  resource: {attributes: [{key: data.retention, value: "${env:R}", action: upsert}]}',
      thirty,
    ),
  ).toBe("cannot-tell");
  expect(
    by('  resource: {attributes: [{key: data.retention, value: "${env:R}", action: upsert}]}'),
  ).toBe("kept");
  expect(
    by('  transform: {trace_statements: [\'set(resource.attributes["data.retention"], "30d")\']}'),
  ).toBe("kept");
});

test("components are required and forbidden where they run", () => {
  const config = `
receivers: {otlp: }
exporters: {debug: , otlp: {endpoint: "x:1"}}
extensions: {health_check: , pprof: }
service: {extensions: [health_check], pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}}`;
  expect(
    verdict({ kind: "component-required", components: ["extension:health_check"] }, config),
  ).toBe("kept");
  const unused = evaluatePolicy({ kind: "component-required", components: ["pprof"] }, config);
  expect(unused.evidence[0]?.message).toBe("pprof is defined and does not run");
  expect(verdict({ kind: "component-required", components: ["file_storage"] }, config)).toBe(
    "broken",
  );
  expect(verdict({ kind: "component-forbidden", components: ["exporter:debug"] }, config)).toBe(
    "kept",
  );
  expect(
    verdict({ kind: "component-forbidden", components: ["exporter:debug"], unused: true }, config),
  ).toBe("broken");
  expect(verdict({ kind: "component-forbidden", components: ["exporter:otlp_grpc"] }, config)).toBe(
    "broken",
  );
});

test("options are compared by meaning", () => {
  const config = (options: string) => exporter("otlp", `{endpoint: "x:1", ${options}}`);
  const rule = (condition: object, whenAbsent?: string) =>
    ({
      kind: "option-required",
      components: ["exporter:*"],
      path: ["timeout"],
      condition,
      ...(whenAbsent === undefined ? {} : { whenAbsent }),
    }) as PolicyRule;
  expect(verdict(rule({ op: "at-most", value: "5s" }), config("timeout: 5000ms"))).toBe("kept");
  expect(verdict(rule({ op: "at-most", value: "5s" }), config("timeout: 1m"))).toBe("broken");
  expect(verdict(rule({ op: "equals", value: "60s" }), config("timeout: 1m"))).toBe("kept");
  expect(verdict(rule({ op: "at-most", value: "5s" }), config('timeout: "${env:T}"'))).toBe(
    "cannot-tell",
  );
  expect(verdict(rule({ op: "at-most", value: "5s" }), config(""))).toBe("broken");
  expect(verdict(rule({ op: "at-most", value: "5s" }, "5s"), config(""))).toBe("kept");
  expect(verdict(rule({ op: "absent" }), config(""))).toBe("kept");
});

test("secrets stand in the environment", () => {
  const rule: PolicyRule = { kind: "secrets-referenced" };
  const header = (value: string) =>
    exporter("otlp", `{endpoint: "x:1", headers: {authorization: "${value}"}}`);
  const found = evaluatePolicy(rule, header("Bearer abc"));
  expect(found).toMatchObject({
    verdict: "broken",
    evidence: [{ path: ["exporters", "otlp", "headers", "authorization"], line: 4 }],
  });
  expect(JSON.stringify(found)).not.toContain("abc");
  expect(verdict(rule, header("Bearer ${env:TOKEN}"))).toBe("kept");
  expect(verdict(rule, header("${env:TOKEN:-abc}"))).toBe("broken");
  expect(verdict(rule, header("[REDACTED]"))).toBe("cannot-tell");
});

test("findings name the policy, its place and its weight", () => {
  const policy = READY_POLICIES.find((each) => each.name === "tls-everywhere") as Policy;
  const config = exporter("otlp", "{endpoint: 'x:4317', tls: {insecure: true}}");
  expect(policyFindings([policy], config)).toMatchObject([
    {
      severity: "error",
      code: "policy",
      policy: "tls-everywhere",
      line: 4,
      path: ["exporters", "otlp", "tls", "insecure"],
      message: "TLS to every exporter: otlp sends traces to x in plain text.",
      edit: { replacement: "false" },
    },
  ]);
  expect(policyFindings([{ ...policy, severity: "warn" }], config)[0]?.severity).toBe("warning");
  expect(policyFindings([policy], "not: [a")).toEqual([]);
});

test("ready-made policies are sound, and each is said in words", () => {
  for (const { name, rule } of READY_POLICIES) {
    expect(ruleProblems(rule), name).toEqual([]);
    expect(ruleInWords(rule), name).not.toBe("");
  }
  expect(new Set(READY_POLICIES.map((each) => each.name)).size).toBe(READY_POLICIES.length);
  expect(
    ruleInWords({ kind: "path-passes", to: ["otlp_http/partner"], processors: ["redaction/*"] }),
  ).toBe("every path receiver:* to exporter:otlp_http/partner passes processor:redaction/*");
});

test("what is wrong with a rule is said at its place", () => {
  expect(ruleProblems({ kind: "path-passes", processors: [] })).toMatchObject([
    { path: ["processors"] },
  ]);
  expect(
    ruleProblems({ kind: "path-passes", processors: ["a b"], to: ["gadget:x"] }),
  ).toMatchObject([{ path: ["to", "0"] }, { path: ["processors", "0"] }]);
  expect(ruleProblems({ kind: "destinations", hosts: ["https://x"] })).toMatchObject([
    { path: ["hosts", "0"] },
  ]);
  expect(ruleProblems({ kind: "sampling" })).toHaveLength(1);
  expect(ruleProblems({ kind: "sampling", atLeastPercent: 60, atMostPercent: 40 })).toHaveLength(1);
  expect(POLICY_KINDS).toHaveLength(11);
});
