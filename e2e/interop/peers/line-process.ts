import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { JsonObject, JsonValue } from "@bufbuild/protobuf";
import { until } from "../../real/wait.js";

/** What a peer said: `event` names the kind, the rest depends on it. */
export type PeerEvent = JsonObject & { readonly event: string };

/** Events shown when a wait fails. */
const EVENTS_SHOWN = 30;

/** A program that is told and tells JSON objects, one a line. */
export class LineProcess {
  /** All that it said, in order. */
  readonly events: PeerEvent[] = [];
  /** What it wrote to its standard error. */
  complaints = "";
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #exited: Promise<void>;

  constructor(command: string, args: readonly string[], options: { env?: NodeJS.ProcessEnv } = {}) {
    this.#child = spawn(command, args, options);
    this.#exited = new Promise((resolve) => this.#child.on("exit", () => resolve()));
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.complaints += text;
    });
    this.#child.stdin.on("error", () => undefined);
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      const event = asEvent(line);
      if (event) this.events.push(event);
      else this.complaints += `${line}\n`;
    });
  }

  /** Null while it runs. */
  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  tell(command: JsonObject): void {
    this.#child.stdin.write(`${JSON.stringify(command)}\n`);
  }

  /** The first event of this kind that satisfies `holds`, waited for. */
  heard(
    kind: string,
    holds: (event: PeerEvent) => boolean = () => true,
    limitMs = 20_000,
  ): Promise<PeerEvent> {
    return until(
      `it says ${kind}`,
      () => this.said(kind).find(holds),
      limitMs,
      () => ({ events: this.events.slice(-EVENTS_SHOWN), complaints: this.complaints }),
    );
  }

  /** What it said of this kind so far. */
  said(kind: string): PeerEvent[] {
    return this.events.filter(({ event }) => event === kind);
  }

  /** Ends its input, at which it ends by itself, and kills it by the limit. */
  async end(limitMs = 5_000): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), limitMs);
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.#exited;
    clearTimeout(timer);
  }

  /** Takes it away as a machine that loses power does. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exited;
  }
}

function asEvent(line: string): PeerEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): value is PeerEvent {
  return typeof value === "object" && value !== null && "event" in value;
}

/** The text of a member of an event; "" where it has none. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
