import type { HealthFact, Millis, UnhealthyComponent } from "@fleethub/fleet";
import type { ComponentHealth } from "@fleethub/opamp";
import type { StoredBody } from "../../model.js";
import type { Digest } from "../../ports.js";

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

function stored(health: ComponentHealth): StoredHealth {
  const children = healthChildren(health).map(([name, child]) => [name, stored(child)] as const);
  return {
    healthy: health.healthy,
    status: health.status,
    message: health.lastError,
    children: Object.fromEntries(children),
  };
}

/** Leaves and branches that are not healthy, a branch only where no leaf below it is to blame. */
function unhealthyIn(health: ComponentHealth, path: readonly string[]): UnhealthyComponent[] {
  const below = healthChildren(health).flatMap(([name, child]) =>
    unhealthyIn(child, [...path, name]),
  );
  if (below.length > 0 || health.healthy || path.length === 0) return below;
  return [{ path, status: health.status, message: health.lastError }];
}

const NANOSECONDS_PER_MS = 1_000_000n;

/** Milliseconds since the epoch of every status in tree order, 0 where none is stated. */
function timesOf(health: ComponentHealth): Millis[] {
  const own = Number(health.statusTimeUnixNano / NANOSECONDS_PER_MS);
  return [own, ...healthChildren(health).flatMap(([, child]) => timesOf(child))];
}

/** Components in a stored tree, its root among them. */
export function countHealth(tree: StoredHealth): number {
  return Object.values(tree.children).reduce((sum, child) => sum + countHealth(child), 1);
}

/** The fact and the body of a health tree. `health {}` is not stated: reconnecting supervisors send it. */
export function readHealth(
  health: ComponentHealth,
  now: Millis,
  digest: Digest,
): { readonly fact: HealthFact; readonly body: StoredBody; readonly times: readonly Millis[] } {
  const text = JSON.stringify(stored(health));
  const body = {
    digest: digest.sha256(new TextEncoder().encode(text)),
    kind: "health",
    text,
  } as const;
  const unhealthy = unhealthyIn(health, []);
  const { healthy, status, lastError, startTimeUnixNano } = health;
  const fact: HealthFact = {
    stated:
      healthy ||
      status !== "" ||
      lastError !== "" ||
      startTimeUnixNano !== 0n ||
      Object.keys(health.componentHealthMap).length > 0,
    healthy,
    status,
    lastError,
    startTimeUnixNano: startTimeUnixNano.toString(),
    unhealthy: unhealthy.slice(0, UNHEALTHY_NAMED_MAX),
    unhealthyCount: unhealthy.length,
    digest: body.digest,
    at: now,
  };
  return { fact, body, times: timesOf(health) };
}
