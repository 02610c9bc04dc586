import type { HealthFact, Millis, UnhealthyComponent } from "@fleethub/fleet";
import type { ComponentHealth } from "@fleethub/opamp";
import type { StoredBody } from "../../model.js";
import type { Digest } from "../../ports.js";
import type { SharedFacts } from "./shared-facts.js";

/** Unhealthy components named in the fact itself; the stored tree has all. */
export const UNHEALTHY_NAMED_MAX = 5;

/** The health tree as it is stored: without times, so that equal trees are one body. */
export interface StoredHealth {
  readonly healthy: boolean;
  readonly status: string;
  readonly message: string;
  readonly children: Readonly<Record<string, StoredHealth>>;
}

const byName = (a: readonly [string, unknown], b: readonly [string, unknown]) =>
  a[0] < b[0] ? -1 : 1;

/** Children in order of their names. */
export const healthChildren = (health: ComponentHealth): readonly [string, ComponentHealth][] =>
  Object.entries(health.componentHealthMap).sort(byName);

const NANOSECONDS_PER_MS = 1_000_000n;

/** What one walk over a tree finds. */
interface Findings {
  /** Milliseconds since the epoch of every status in tree order, 0 where none is stated. */
  readonly times: Millis[];
  /** Leaves and branches that are not healthy, a branch only where no leaf below it is to blame. */
  readonly unhealthy: UnhealthyComponent[];
}

function walk(health: ComponentHealth, path: readonly string[], found: Findings): StoredHealth {
  found.times.push(Number(health.statusTimeUnixNano / NANOSECONDS_PER_MS));
  const blamed = found.unhealthy.length;
  const children: Record<string, StoredHealth> = {};
  for (const [name, child] of healthChildren(health)) {
    put(children, name, walk(child, [...path, name], found));
  }
  const { healthy, status, lastError: message } = health;
  if (!healthy && path.length > 0 && found.unhealthy.length === blamed) {
    found.unhealthy.push({ path, status, message });
  }
  return { healthy, status, message, children };
}

/** A member of its own, also under a name that objects come with. */
function put(to: Record<string, StoredHealth>, name: string, value: StoredHealth): void {
  if (name !== "__proto__") to[name] = value;
  else Object.defineProperty(to, name, { value, enumerable: true });
}

/** Components in a stored tree, its root among them. */
export function countHealth(tree: StoredHealth): number {
  return Object.values(tree.children).reduce((sum, child) => sum + countHealth(child), 1);
}

const NONE: readonly UnhealthyComponent[] = [];
const encoder = new TextEncoder();

/** The fact and the body of a health tree. `health {}` is not stated: reconnecting supervisors send it. */
export function readHealth(
  health: ComponentHealth,
  now: Millis,
  digest: Digest,
  shared: SharedFacts,
): { readonly fact: HealthFact; readonly body: StoredBody; readonly times: readonly Millis[] } {
  const found: Findings = { times: [], unhealthy: [] };
  const text = JSON.stringify(walk(health, [], found));
  const { times, unhealthy } = found;
  const body = {
    digest: shared.digest(digest.sha256(encoder.encode(text))),
    kind: "health",
    text,
  } as const;
  const { healthy, status, lastError, startTimeUnixNano } = health;
  const fact: HealthFact = {
    stated:
      healthy || status !== "" || lastError !== "" || startTimeUnixNano !== 0n || times.length > 1,
    healthy,
    status: shared.attribute("health", status),
    lastError,
    startTimeUnixNano: startTimeUnixNano.toString(),
    unhealthy: unhealthy.length === 0 ? NONE : unhealthy.slice(0, UNHEALTHY_NAMED_MAX),
    unhealthyCount: unhealthy.length,
    digest: body.digest,
    at: now,
  };
  // A copy has the room that it needs and no more.
  return { fact, body, times: times.slice() };
}
