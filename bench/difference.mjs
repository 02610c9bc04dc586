// What comparing two configurations of 500 lines costs, read before and from their texts. See README.md.
import { cpus } from "node:os";
import { difference, parseConfig } from "@fleethub/collector-config";
import { parse } from "yaml";

const WARM_UPS = 300;
const ROUNDS = 60;
/** Runs of one arm in a row: a mean of so many is one sample. */
const BURST = 20;

const before = configuration();
const after = before
  .replace("endpoint: https://backend-3.example:4318", "endpoint: https://elsewhere.example:4318")
  .replace(
    "processors: [memory_limiter, redaction/2, batch]",
    "processors: [memory_limiter, batch]",
  )
  .replace("timeout: 5s", "timeout: 500ms");
const [one, two] = [parseConfig(before).config, parseConfig(after).config];
const again = parseConfig(`# remark\n${before}`).config;

const found = difference(before, after);
console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}; ${before.split("\n").length} lines, ${found.changes.length} changes, ${found.consequences.length} consequences\n`,
);
const arms = {
  "difference, both read before": () => difference(one, two),
  "difference without effect, both read before": () => difference(one, again),
  "difference of two texts": () => difference(before, after),
  "both texts read with yaml": () => [parse(before), parse(after)],
};
const times = Object.fromEntries(Object.keys(arms).map((name) => [name, []]));
for (const run of Object.values(arms)) for (let i = 0; i < WARM_UPS; i++) run();
// Arms alternate, so that what else the machine does meets all alike.
for (let i = 0; i < ROUNDS; i++)
  for (const [name, run] of Object.entries(arms)) {
    const startedAt = process.cpuUsage();
    for (let at = 0; at < BURST; at++) run();
    const { user, system } = process.cpuUsage(startedAt);
    times[name].push((user + system) / BURST);
  }

console.log(
  "| | median µs of CPU | best µs | of reading both with yaml |\n| --- | ---: | ---: | ---: |",
);
const median = (name) => times[name].toSorted((a, b) => a - b)[ROUNDS / 2];
const yaml = median("both texts read with yaml");
for (const name of Object.keys(arms)) {
  const best = Math.min(...times[name]);
  const ratio = yaml / median(name);
  console.log(
    `| ${name} | ${median(name).toFixed(0)} | ${best.toFixed(0)} | ${ratio.toFixed(1)} x faster |`,
  );
}

/** A gateway for many teams, as long as they get. */
function configuration() {
  const teams = Array.from({ length: 14 }, (_, team) => team);
  const lines = (each) => teams.map(each).join("");
  return `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317
        max_recv_msg_size_mib: 16
      http:
        endpoint: 0.0.0.0:4318
${lines(
  (n) => `  file_log/${n}:
    include: [/var/log/team-${n}/*.log]
    start_at: end
    operators:
      - type: json_parser
        timestamp:
          parse_from: attributes.ts
          layout: "%Y-%m-%dT%H:%M:%S.%LZ"
`,
)}processors:
  memory_limiter:
    check_interval: 1s
    limit_percentage: 80
  batch:
    timeout: 5s
    send_batch_size: 8192
${lines(
  (n) => `  redaction/${n}:
    allow_all_keys: true
    blocked_values:
      - "4[0-9]{12}(?:[0-9]{3})?"
      - "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"
    summary: info
`,
)}exporters:
${lines(
  (n) => `  otlp_http/${n}:
    endpoint: https://backend-${n}.example:4318
    headers:
      x-api-key: \${env:API_KEY_${n}}
    sending_queue:
      enabled: true
      queue_size: 1000
    retry_on_failure:
      enabled: true
      initial_interval: 5s
      max_elapsed_time: 300s
`,
)}service:
  telemetry:
    metrics:
      level: normal
  pipelines:
${lines(
  (n) => `    traces/${n}:
      receivers: [otlp]
      processors: [memory_limiter, redaction/${n}, batch]
      exporters: [otlp_http/${n}]
    logs/${n}:
      receivers: [file_log/${n}]
      processors: [memory_limiter, redaction/${n}, batch]
      exporters: [otlp_http/${n}]
`,
)}`;
}
