// The servers that are compared, and how each is started.
import { join } from "node:path";
import { setPriority } from "node:os";
import { freePort } from "../measuring/ports.mjs";
import { residentKb, runTimeMs } from "../measuring/processes.mjs";
import { LineProcess } from "./lines.mjs";
import { pinned } from "./pinned.mjs";

export const ARMS = {
  A: "library",
  H: "hub",
  G: "opamp-go",
  N: "plain",
};

const file = (name) => join(import.meta.dirname, "arms", name);

/** A server that runs and the load that its agents make. */
export class Arm {
  /** @param options.databaseUrl for the arms that store */
  static async start(name, options) {
    const { programs, fixtures, nice, seed } = options;
    const port = await freePort();
    const arm = new Arm(name, port, nice);
    try {
      arm.#server = arm.#run("server", serverCommand(name, { ...options, port }));
      await arm.#server.hear();
      arm.#load = arm.#run("load", [programs.load]);
      arm.#load.tell(JSON.stringify({ do: "use", port, fixtures, seed, count: 20_000 }));
      await arm.#load.hear();
      return arm;
    } catch (error) {
      await arm.end();
      throw error;
    }
  }

  #server;
  #load;
  #nice;

  constructor(name, port, nice) {
    this.name = name;
    this.port = port;
    this.#nice = nice;
  }

  #run(part, command) {
    const [program, ...args] = pinned(part, command);
    const child = new LineProcess(program, args);
    if (this.#nice !== 0) setPriority(child.pid, this.#nice);
    return child;
  }

  /** A word for the server; see arms/control.mjs. */
  ask(word) {
    return this.#server.ask(word);
  }

  residentKb() {
    return residentKb(this.#server.pid);
  }

  /** Both halves' processor time so far, in ms. */
  costs() {
    return { server: runTimeMs(this.#server.pid), load: runTimeMs(this.#load.pid) };
  }

  /**
   * One command of the load, see go/load/phases.go, with what it cost: `serverMs`, `loadMs` and the load's share
   * of its core.
   */
  async play(command, { meanwhile } = {}) {
    const before = this.costs();
    this.#load.tell(JSON.stringify(command));
    if (meanwhile) {
      await this.#load.hear();
      await meanwhile(() => this.#load.tell(JSON.stringify({ do: "mark" })));
    }
    const result = await this.#load.hear();
    const after = this.costs();
    const loadMs = after.load - before.load;
    return {
      ...result,
      serverMs: after.server - before.server,
      loadMs,
      loadShare: loadMs / result.wallMs,
    };
  }

  async samples() {
    const { report, heartbeat, acknowledgement } = await this.play({ do: "samples" });
    return { report, heartbeat, acknowledgement };
  }

  async end() {
    await this.#load?.end();
    await this.#server?.end();
  }
}

function serverCommand(name, { programs, fixtures, port, databaseUrl, profile }) {
  // A folder for each arm: the hub has a profile of every thread, and Node names them.
  const profiled = profile ? ["--cpu-prof", `--cpu-prof-dir=${join(profile, name)}`] : [];
  const node = [process.execPath, "--expose-gc", ...profiled];
  const stored = databaseUrl === undefined ? [] : [databaseUrl];
  switch (name) {
    case "A":
      return [...node, file("library.mjs"), fixtures, String(port)];
    case "N":
      return [...node, file("naive.mjs"), fixtures, String(port), ...stored];
    case "G":
      return ["env", "GOMAXPROCS=1", programs.reference, fixtures, String(port)];
    case "H":
      return [...node, file("hub.mjs"), fixtures, String(port), ...stored];
    default:
      throw new Error(`There is no arm ${name}.`);
  }
}
