import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { setUp } from "../testing/set-up.js";

interface Sent {
  readonly uid: string;
  readonly values: Readonly<Record<string, number>>;
}

interface Point {
  readonly asDouble: number;
}

interface Metric {
  readonly name: string;
  readonly gauge?: { readonly dataPoints: readonly Point[] };
  readonly sum?: { readonly dataPoints: readonly Point[] };
}

/** Where own metrics go in a test. */
async function openBackend() {
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const [resource] = JSON.parse(text).resourceMetrics;
    const metrics: readonly Metric[] = resource.scopeMetrics[0].metrics;
    sent.push({
      uid: resource.resource.attributes[0].value.stringValue,
      values: Object.fromEntries(
        metrics.map(({ name, gauge, sum }) => [
          name.replace("otelcol_", ""),
          (gauge ?? sum)?.dataPoints[0]?.asDouble ?? Number.NaN,
        ]),
      ),
    });
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { sent, url: `http://127.0.0.1:${port}/v1/metrics` };
}

const told = (url: string) => ({
  connectionSettings: {
    hash: new TextEncoder().encode(url),
    ownMetrics: { destinationEndpoint: url },
  },
});

async function sending() {
  const backend = await openBackend();
  const up = await setUp({ ownMetricsSeconds: 1, itemsPerSecond: 1000 });
  expect(up.agent.ownMetricsEndpoint).toBeNull();
  up.hub.push(up.agent.instanceUid, told(backend.url));
  await expect.poll(() => up.agent.ownMetricsEndpoint).toBe(backend.url);
  const newest = () => backend.sent.at(-1)?.values ?? {};
  const next = async () => {
    const { length } = backend.sent;
    await expect.poll(() => backend.sent.length, { timeout: 5000 }).toBeGreaterThan(length);
    return newest();
  };
  return { ...up, backend, next };
}

const named = (values: Readonly<Record<string, number>>, part: string) =>
  Object.entries(values).filter(([name]) => name.startsWith(part));

test("an agent that is told sends what its pipelines moved, under its instance UID", async () => {
  const { agent, backend, next, hub } = await sending();
  await next();
  const values = await next();
  expect(backend.sent[0]?.uid).toBe(agent.instanceUid);
  expect(values["process_memory_rss"]).toBeGreaterThan(0);
  expect(named(values, "receiver_accepted_").every(([, value]) => value > 0)).toBe(true);
  expect(named(values, "exporter_sent_").length).toBeGreaterThan(0);
  hub.push(agent.instanceUid, told(""));
  await expect.poll(() => agent.ownMetricsEndpoint).toBeNull();
});

test("a dead backend fills the queue and counts no failure, until the exporter gives up", async () => {
  const { agent, next } = await sending();
  agent.addFault({ kind: "dead-backend" });
  await next();
  const first = named(await next(), "exporter_queue_size")[0]?.[1] ?? 0;
  const values = await next();
  expect(first).toBeGreaterThan(0);
  expect(named(values, "exporter_queue_size")[0]?.[1]).toBeGreaterThan(first);
  expect(named(values, "exporter_send_failed_")).toEqual([]);
  agent.addFault({ kind: "dead-backend", givesUp: true });
  expect(named(await next(), "exporter_send_failed_").length).toBeGreaterThan(0);
});

test("drops, memory and silence show in own metrics alone", async () => {
  const { agent, next, lastHealth } = await sending();
  agent.addFault({ kind: "drops-data", share: 0.5 });
  agent.addFault({ kind: "grows-memory", bytesPerSecond: 10_000_000 });
  const before = await next();
  const after = await next();
  expect(named(after, "exporter_enqueue_failed_").length).toBeGreaterThan(0);
  const memory = "process_memory_rss";
  expect((after[memory] ?? 0) - (before[memory] ?? 0)).toBeGreaterThan(1_000_000);
  agent.addFault({ kind: "no-data" });
  await next();
  const still = await next();
  expect(named(await next(), "receiver_accepted_")).toEqual(named(still, "receiver_accepted_"));
  expect(lastHealth()?.healthy).toBe(true);
});

test("an exporter to a host under .invalid reaches nobody", async () => {
  const { hub, agent, next, untilStatuses } = await sending();
  const config = `receivers: {otlp: {}}
exporters: {otlp: {endpoint: gone.invalid:4317}}
service: {pipelines: {logs: {receivers: [otlp], exporters: [otlp]}}}`;
  hub.offer(agent.instanceUid, "dead", config);
  await untilStatuses(["APPLYING dead", "APPLIED dead"]);
  await next();
  const values = await next();
  expect(values["receiver_accepted_log_records"]).toBeGreaterThan(0);
  expect(values["exporter_queue_size"]).toBeGreaterThan(0);
  expect(values["exporter_sent_log_records"]).toBeUndefined();
});
