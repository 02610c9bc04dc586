import type { TlsSource } from "@fleethub/api";
import type { Logger } from "@fleethub/control-plane";
import { ServerError } from "../server-error.js";
import { stateOf } from "./certificate-facts.js";
import { isVerifiedBy } from "./is-verified-by.js";
import { type Loaded, loadPair, type LoadedPair } from "./pair-of-files.js";

/** The certificate of one listener as it stands. */
export interface DoorState {
  readonly source: TlsSource;
  /** In use; null without TLS. */
  readonly pair: LoadedPair | null;
  /** Milliseconds since 1970. */
  readonly loadedAt: number | null;
  /** Why newer files are not in use; null where all is well. */
  readonly problem: string | null;
}

/** What clients were told to verify a certificate by. */
export interface ToldAuthorities {
  readonly pem: string;
  /** What is wrong with a certificate that they do not verify, and what to do. */
  readonly why: string;
}

/**
 * The certificate of a listener from two files, read again when told to. New files that are of no use leave the old ones
 * in place, and are said.
 */
export class DoorCertificate {
  #state: DoorState;
  #reload: ((pair: LoadedPair) => void) | null = null;

  /** @throws ServerError `invalid-setting` where the files are of no use at the start */
  constructor(
    private readonly name: "agents" | "console",
    private readonly files: {
      readonly source: Exclude<TlsSource, "off">;
      readonly certFile: string;
      readonly keyFile: string;
    },
    private readonly now: () => number,
    private readonly logger: Logger,
    /** Null: nobody was told any. */
    private readonly told: ToldAuthorities | null = null,
  ) {
    const first = this.#load();
    if (!first.ok) {
      const setting = `FLEETHUB_${name.toUpperCase()}_TLS_CERT_FILE`;
      throw new ServerError("invalid-setting", `${setting}: ${first.why}.`);
    }
    this.#state = { source: files.source, pair: first.value, loadedAt: now(), problem: null };
  }

  get state(): DoorState {
    return this.#state;
  }

  /** The pair in use. */
  get pair(): LoadedPair {
    if (this.#state.pair === null) throw new Error("A door's certificate has no pair.");
    return this.#state.pair;
  }

  /** `reload` is told of each new pair; it throws where the pair is of no use to it. */
  onReload(reload: (pair: LoadedPair) => void): void {
    this.#reload = reload;
  }

  /** Reads the files, and puts to use what is new in them. */
  look(): void {
    const { name, logger } = this;
    const read = this.#load();
    const why = read.ok ? this.#take(read.value) : read.why;
    if (why !== null && why !== this.#state.problem) {
      logger.error({ listener: name, why }, "A new certificate is not in use; the old one is.");
    }
    this.#state = { ...this.#state, problem: why };
  }

  #load(): Loaded<LoadedPair> {
    const { files, told } = this;
    const read = loadPair(files.certFile, files.keyFile);
    if (!read.ok || told === null || isVerifiedBy(read.value.certPem, told.pem)) return read;
    return { ok: false, why: `${files.certFile} ${told.why}` };
  }

  #take(pair: LoadedPair): string | null {
    const { fingerprint, notAfter } = pair.facts;
    const { name, logger } = this;
    if (pair.certPem === this.pair.certPem && pair.keyPem === this.pair.keyPem) return null;
    const state = stateOf(pair.facts, this.now());
    const isOutOfTime = state === "expired" || state === "not-yet";
    if (isOutOfTime && stateOf(this.pair.facts, this.now()) !== "expired") {
      return `${this.files.certFile} ${state === "expired" ? "has expired" : "is not good yet"}: write one that is good now`;
    }
    try {
      this.#reload?.(pair);
    } catch (error) {
      return `${this.files.certFile} is of no use for TLS: ${error instanceof Error ? error.message : String(error)}`;
    }
    this.#state = { ...this.#state, pair, loadedAt: this.now() };
    logger.info(
      { listener: name, fingerprint, notAfter: new Date(notAfter).toISOString() },
      "A new certificate is in use; open connections stay.",
    );
    return null;
  }
}
