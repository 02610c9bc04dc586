import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ask, knock } from "./ask.js";
import { brokenBy } from "./promises.js";
import { Requests, TYPED } from "./requests.js";
import { Seeded } from "./seeded.js";
import { type Asker, setStage } from "./stage.js";

// `tsx main.ts --url http://… --agents-url ws://… --token-file F --log F --frames N --seed S [--from I] [--as WHO]`:
// requests of every route, written by their schemas and then bent, as nobody, as an operator with a reach and as an
// administrator. Ends with 1 when an answer breaks a promise of the console's door, and says how to see it again.

/** An answer later than this is a hang. */
const ANSWER_MS_MAX = 30_000;
/** Somebody else's request, asked all the while, is answered within this time. */
const WITNESS_MS_MAX = 15_000;
const WITNESS_EVERY_MS = 500;
const AT_ONCE = 4;
const KNOCK_EVERY = 40;
const KNOCK_MS_MAX = 45_000;

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:3000" },
    "agents-url": { type: "string", default: "ws://127.0.0.1:4320/v1/opamp" },
    "token-file": { type: "string", default: "admin-token" },
    log: { type: "string" },
    frames: { type: "string", default: "3000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    as: { type: "string" },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const { url } = values;
const seed = Number(values.seed);
const count = Number(values.frames);
const from = Number(values.from);
const token = readFileSync(values["token-file"], "utf8").trim();
const stage = await setStage(url, values["agents-url"], token);
const requests = new Requests(stage);
const complaints: string[] = [];
/** A request that never becomes whole is waited for by the hub, so nobody waits for these before the end. */
const underWay = new Set<string>();
const knocks: Promise<void>[] = [];
const statuses = new Map<string, number>();
let slowest = { ms: 0, what: "" };

async function one(index: number, asker: Asker): Promise<void> {
  const seeded = new Seeded(Math.imul(seed, 0x9e37_79b9) ^ index);
  const { operation, request } = requests.make(index, asker, seeded);
  const what = `${asker} ${index} ${operation.name}: ${request.method} ${request.path.slice(0, 120)}`;
  underWay.add(what);
  try {
    const answer = await ask(url, request, ANSWER_MS_MAX);
    if (answer === null) return;
    if (answer.ms > slowest.ms) slowest = { ms: answer.ms, what };
    const key = `${Math.floor(answer.status / 100)}xx`;
    statuses.set(key, (statuses.get(key) ?? 0) + 1);
    const broken = brokenBy(asker, operation, request, answer, stage);
    if (broken !== null) complaints.push(`${what}: ${broken}`);
  } catch (error) {
    complaints.push(`${what}: ${String(error)}`);
  } finally {
    underWay.delete(what);
  }
  if (index % KNOCK_EVERY === 0) knocks.push(knockAt(index, seeded));
}

/** Bytes that were a request once. */
async function knockAt(index: number, seeded: Seeded): Promise<void> {
  const whole = Buffer.from(
    `POST /api/v1/session HTTP/1.1\r\nhost: ${new URL(url).host}\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
  );
  for (let bent = seeded.below(5); bent >= 0; bent -= 1)
    whole[seeded.below(whole.length)] = seeded.below(256);
  const answer = await knock(url, whole, KNOCK_MS_MAX);
  if (answer === null) complaints.push(`knock ${index}: the hub kept the connection`);
  else if (/^HTTP\/1.1 5/.test(answer)) complaints.push(`knock ${index}: ${answer.slice(0, 200)}`);
}

async function round(asker: Asker): Promise<void> {
  let next = from;
  const work = async () => {
    while (next < from + count && complaints.length < 20) await one(next++, asker);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

let witnessed = 0;
let witnessMs = 0;
let witnessLost = 0;
const watch = setInterval(() => {
  const path = "/api/v1/agents?limit=1";
  const headers = [["authorization", `Bearer ${token}`]] as const;
  ask(url, { method: "GET", path, headers, body: null }, WITNESS_MS_MAX).then(
    (answer) => {
      witnessed += 1;
      witnessMs = Math.max(witnessMs, answer?.ms ?? 0);
      if (answer?.status !== 200) complaints.push(`another client was answered ${answer?.status}`);
    },
    (error: unknown) => {
      witnessLost += 1;
      const under = [...underWay].join("; ");
      if (witnessLost === 1)
        complaints.push(`another client: ${String(error)}, meanwhile ${under}`);
    },
  );
}, WITNESS_EVERY_MS);

const PARTS = { nobody: "everything", operator: "beyond the reach", administrator: null } as const;
const startedAt = performance.now();
for (const asker of ["nobody", "operator", "administrator"] as const) {
  if (values.as !== undefined && values.as !== asker) continue;
  const part = PARTS[asker];
  const before = part === null ? "" : await stage.pictureOf(part);
  await round(asker);
  const after = part === null ? "" : await stage.pictureOf(part);
  if (before !== after) complaints.push(`${asker} changed what is not his:\n${before}\n${after}`);
}
await Promise.all(knocks);
clearInterval(watch);
await stage.stop();
if (values.log !== undefined) complaints.push(...inLog(readFileSync(values.log, "utf8")));
const seconds = Math.round((performance.now() - startedAt) / 1_000);
const told = [...statuses].toSorted().map(([status, times]) => `${times} ${status}`);
say(
  `api: ${count} requests of seed ${seed} as each of three in ${seconds} s (${told.join(", ")}), the slowest ` +
    `${Math.round(slowest.ms)} ms (${slowest.what.slice(0, 60)}); another client's ${witnessed} requests within ${Math.round(witnessMs)} ms`,
);
for (const complaint of complaints.slice(0, 20)) say(`api: ${complaint}`);
if (complaints.length > 0) {
  say(`again: npm run fuzz -- --only api --seed ${seed} --frames ${count} --from ${from}`);
  process.exit(1);
}
process.exit(0);

function inLog(text: string): string[] {
  const { secretValue, clientSecret } = stage.kept;
  const secrets = [secretValue, clientSecret, TYPED, ...Object.values(stage.tokens)];
  return text.split("\n").flatMap((line) => {
    if (secrets.some((secret) => line.includes(secret))) return [`a secret in the log: ${line}`];
    return line.includes('"level":"error"') ? [`an error in the log: ${line.slice(0, 600)}`] : [];
  });
}
