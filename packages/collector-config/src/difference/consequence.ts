import type { ComponentClass } from "../parse/config.js";

/** How much a reviewer should care: `high` wants a decision, `medium` a look, `low` is worth knowing. */
export type Impact = "high" | "medium" | "low" | "none";

/** What a processor does for the data that passes it. */
export type Purpose = "redaction" | "sampling" | "filtering" | "batching" | "memory-limiting";

interface OnPath {
  readonly purpose: Purpose;
  readonly signal: string;
  /** Where the data enters. */
  readonly pipeline: string;
  /** The processor. */
  readonly component: string;
  /** Exporters at the ends of the paths, connectors followed. */
  readonly destinations: readonly string[];
}

interface OfComponent {
  readonly class: ComponentClass;
  readonly component: string;
  /** Pipelines that name it, before or after. */
  readonly pipelines: readonly string[];
}

interface OfOptions extends OfComponent {
  /** Paths inside the component's body, keys joined with `.`. */
  readonly paths: readonly string[];
}

interface OfListener extends OfComponent {
  /** `host:port`; `0.0.0.0` where it is every interface. */
  readonly address: string;
  readonly transport: "tcp" | "udp";
}

/** What follows, without how much it matters. */
export type Outcome =
  /** A Collector that gets it restarts once. */
  | { readonly kind: "restart" }
  /**
   * Some way from `pipeline` to each of `destinations` passes the processor no longer; before, all did.
   * `instead`: processors of the same purpose that now stand on all those ways, and did not before. `factor`: how many
   * times as much passes, for sampling where it is known.
   */
  | ({
      readonly kind: "processing-lost";
      readonly instead: readonly string[];
      readonly factor: number | null;
    } & OnPath)
  /** All ways pass the processor; before, some did not, and none of its purpose stood on all. */
  | ({ readonly kind: "processing-gained"; readonly factor: number | null } & OnPath)
  /** A way that is new passes nothing of this purpose, while `component` stands on all others of the same receivers. */
  | ({ readonly kind: "path-without-processing" } & OnPath)
  /** Others run before the memory limiter. */
  | {
      readonly kind: "memory-limiter-not-first";
      readonly pipeline: string;
      readonly component: string;
      readonly behind: readonly string[];
    }
  /** `weaker` and `stronger`: those of `paths` that surely let more, or less, through. */
  | ({
      readonly kind: "redaction-changed";
      readonly weaker: readonly string[];
      readonly stronger: readonly string[];
    } & OfOptions)
  | ({ readonly kind: "filtering-changed" } & OfOptions)
  /**
   * Percentages that pass. `policy`: the one of several that samples so, by name. `factor`: after over before; null
   * where either is 0.
   */
  | ({
      readonly kind: "sampling-changed";
      readonly path: string;
      readonly policy: string | null;
      readonly before: number;
      readonly after: number;
      readonly factor: number | null;
    } & OfComponent)
  /** A receiver asks at another pace; `factor`: how many times as often. Durations as written. */
  | ({
      readonly kind: "pace-changed";
      readonly path: string;
      readonly before: string;
      readonly after: string;
      readonly factor: number;
    } & OfComponent)
  /** Addresses that the exporter sends to. `newHosts`: those that no exporter in use had before. */
  | ({
      readonly kind: "endpoint-changed";
      readonly before: readonly string[];
      readonly after: readonly string[];
      readonly newHosts: readonly string[];
    } & OfComponent)
  /** An exporter that sends to a host that none in use had before. `encrypted`: null where it cannot be told. */
  | ({
      readonly kind: "host-gained";
      readonly host: string;
      readonly encrypted: boolean | null;
    } & OfComponent)
  /**
   * What enters at `pipeline` no longer reaches, or now reaches, the exporter `component`, connectors followed. A
   * pipeline that went has lost only what its receivers reach by no other.
   */
  | {
      readonly kind: "destination-lost" | "destination-gained";
      readonly pipeline: string;
      readonly component: string;
    }
  /** The receiver took this signal for some pipeline, and takes it for none. */
  | {
      readonly kind: "signal-no-longer-received";
      readonly signal: string;
      readonly component: string;
    }
  /** The exporter got this signal, and gets it from no pipeline. */
  | {
      readonly kind: "signal-no-longer-exported";
      readonly signal: string;
      readonly component: string;
    }
  /** Transport is in clear, or encrypted again, at these options. */
  | ({ readonly kind: "encryption-lost" | "encryption-gained" } & OfOptions)
  /** Certificates of the other side are not verified any more, or again. */
  | ({ readonly kind: "verification-lost" | "verification-gained" } & OfOptions)
  /** Credentials that are shown or asked for: none any more, now some, or others. */
  | ({
      readonly kind: "authentication-lost" | "authentication-gained" | "authentication-changed";
    } & OfOptions)
  | ({ readonly kind: "listener-opened" | "listener-closed" } & OfListener)
  /** The same listener at another address; `wider`: reachable from more (or, false, fewer) hosts, null: another port or interface. */
  | ({
      readonly kind: "listener-moved";
      readonly before: string;
      readonly wider: boolean | null;
    } & OfListener)
  /** The exporter's queue, its retries, or the storage that lets the queue survive a restart. */
  | ({
      readonly kind: "delivery-weakened" | "delivery-strengthened";
      readonly part: "queue" | "retry" | "queue-storage";
    } & OfComponent)
  /** The Collector's own metrics, which tell its health. */
  | { readonly kind: "own-metrics-off" | "own-metrics-on" }
  /** Nothing uses the component that came or changed: a fault in it still keeps the Collector from starting. */
  | {
      readonly kind: "validated-only";
      readonly class: ComponentClass;
      readonly component: string;
    };

/** What follows from the changes taken together. */
export type Consequence = Outcome & { readonly severity: Impact };
