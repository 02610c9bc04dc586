/**
 * Ways in which a simulated agent departs from one that does everything right. Each was seen with
 * real supervisors. An agent has at most one fault of a kind; a second one replaces the first.
 */
export type Fault =
  /** Every configuration makes the Collector exit: FAILED, then a crash loop until a good one. */
  | { readonly kind: "crashes-on-config"; readonly message?: string }
  /**
   * Configurations are validated before they are applied (`agent.validate_config`): bad ones give
   * FAILED with the cause, no APPLYING, and the previous one runs on. `message`: refuses all.
   */
  | { readonly kind: "validates-config"; readonly message?: string }
  /** After a FAILED the supervisor returns to the last configuration by itself, and says APPLIED. */
  | { readonly kind: "rolls-back" }
  /** A bad configuration offered again is APPLIED at once, while the Collector is still down. */
  | { readonly kind: "applies-falsely" }
  /** Applies what is offered and never says so: no ReportsRemoteConfig. */
  | { readonly kind: "hides-config-status" }
  /** Exporters say StatusRecoverableError; the Collector itself stays healthy. */
  | { readonly kind: "unhealthy-exporter"; readonly message?: string }
  /** The Collector runs and is unhealthy as a whole. */
  | { readonly kind: "unhealthy"; readonly message?: string }
  /** The Collector exits now and keeps exiting, until this is cleared or a good config is applied. */
  | { readonly kind: "crashed" }
  /** The process hangs: the socket stays open, nothing is sent, nothing is read. */
  | { readonly kind: "silent" }
  /**
   * Exporters reach nobody: they try again and again, and their queues fill. `givesUp`: they count failures instead. The
   * Collector calls itself healthy. Seen in own metrics alone, as the next three.
   */
  | { readonly kind: "dead-backend"; readonly givesUp?: boolean }
  /** This share of all items finds no room in a queue. */
  | { readonly kind: "drops-data"; readonly share: number }
  | { readonly kind: "grows-memory"; readonly bytesPerSecond: number }
  /** Nothing comes in any more. */
  | { readonly kind: "no-data" }
  /** The network is gone: connections end without a word and cannot be opened. */
  | { readonly kind: "offline" }
  /** Runs this text instead of what it acknowledged, as after a change by hand. */
  | { readonly kind: "drifts"; readonly config: string };

export type FaultKind = Fault["kind"];
type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;

export const FAULT_KINDS = [
  "crashes-on-config",
  "validates-config",
  "rolls-back",
  "applies-falsely",
  "hides-config-status",
  "unhealthy-exporter",
  "unhealthy",
  "crashed",
  "dead-backend",
  "drops-data",
  "grows-memory",
  "no-data",
  "silent",
  "offline",
  "drifts",
] as const satisfies readonly FaultKind[];

/** The faults of one agent. */
export class Faults {
  readonly #faults = new Map<FaultKind, Fault>();

  constructor(faults: readonly Fault[]) {
    for (const fault of faults) this.add(fault);
  }

  get all(): readonly Fault[] {
    return [...this.#faults.values()];
  }

  add(fault: Fault): void {
    this.#faults.set(fault.kind, fault);
  }

  /** False when there was none of this kind. */
  clear(kind: FaultKind): boolean {
    return this.#faults.delete(kind);
  }

  has(kind: FaultKind): boolean {
    return this.#faults.has(kind);
  }

  get<Kind extends FaultKind>(kind: Kind): FaultOf<Kind> | undefined {
    const fault = this.#faults.get(kind);
    return fault && isOf(fault, kind) ? fault : undefined;
  }
}

function isOf<Kind extends FaultKind>(fault: Fault, kind: Kind): fault is FaultOf<Kind> {
  return fault.kind === kind;
}
