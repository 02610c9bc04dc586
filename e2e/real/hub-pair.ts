import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { Hub } from "./hub.js";
import { pause } from "./wait.js";

/** How often each hub dies in one round, how long it lives between and stays dead, at most. */
const DEATHS = 2;
const LIFE_MS_MAX = 4_000;
const DEATH_MS_MAX = 2_000;

/** A reproducible source of numbers from 0 to 1. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Two hubs on one PostgreSQL behind one port for agents. Connections go to both in turn, as a balancer sends them; one
 * whose hub is dead ends, and its agent comes again.
 */
export class HubPair {
  readonly hubs: readonly [Hub, Hub];
  readonly #balancer: Server;
  readonly #sockets = new Set<Socket>();
  #turn = 0;
  /** Deaths so far. */
  kills = 0;

  private constructor(hubs: readonly [Hub, Hub]) {
    this.hubs = hubs;
    this.#balancer = createServer((socket) => this.#pass(socket));
  }

  /** @param failureWindowMs how long a hash must stand to become last good */
  static async open(
    databaseUrl: string,
    failureWindowMs: number,
    env: Readonly<Record<string, string>> = {},
  ): Promise<HubPair> {
    const hub = () => new Hub({ databaseUrl, failureWindowMs, env });
    const pair = new HubPair([hub(), hub()]);
    for (const one of pair.hubs) await one.start();
    pair.#balancer.listen(0, "127.0.0.1");
    await once(pair.#balancer, "listening");
    return pair;
  }

  get endpoint(): string {
    const { port } = this.#balancer.address() as AddressInfo;
    return `ws://127.0.0.1:${port}/v1/opamp`;
  }

  /** Asks one hub, then the other, until one of them is there and has its store. */
  async any<T>(ask: (hub: Hub) => Promise<T>, limitMs = 30_000): Promise<T> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      for (const hub of this.hubs) {
        try {
          return await ask(hub);
        } catch (error) {
          if (Date.now() > deadline || !isAway(error)) throw error;
        }
      }
      await pause(50);
    }
  }

  /** Kills each hub a few times at moments of chance and starts it again, until `isOver`; both may be dead at once. */
  async killUntil(isOver: () => boolean, next: () => number): Promise<void> {
    const seeds = this.hubs.map(() => Math.floor(next() * 2 ** 32));
    await Promise.all(
      this.hubs.map(async (hub, index) => {
        const chance = numbers(seeds[index] ?? 0);
        for (let deaths = 0; deaths < DEATHS; deaths++) {
          await unless(isOver, chance() * LIFE_MS_MAX);
          if (isOver()) return;
          await hub.kill();
          this.kills += 1;
          await pause(chance() * DEATH_MS_MAX);
          await hub.start();
        }
      }),
    );
  }

  async remove(): Promise<void> {
    this.#balancer.close();
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.hubs.map((hub) => hub.remove()));
  }

  #pass(socket: Socket): void {
    const hub = this.hubs[this.#turn++ % this.hubs.length] ?? this.hubs[0];
    const onward = connect(hub.agentsPort, "127.0.0.1");
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      this.#sockets.add(one);
      one.pipe(other);
      one.on("error", () => undefined);
      one.on("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}

/** Nobody answered, or the connection ended before the whole answer was there. */
function isAway(error: unknown): boolean {
  return error instanceof TypeError || String(error).includes(" answered 503");
}

/** Pauses, and no longer than until it is over. */
async function unless(isOver: () => boolean, ms: number): Promise<void> {
  const until = Date.now() + ms;
  while (Date.now() < until && !isOver()) await pause(Math.min(50, until - Date.now()));
}
