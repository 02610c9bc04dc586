import type { ServerToAgentFields } from "../encode.js";
import type { InstanceUid } from "../instance-uid.js";

/** A custom message as it is sent. */
export interface KeptMessage {
  readonly capability: string;
  readonly type: string;
  readonly data: Uint8Array;
}

interface CustomAgent {
  declared: readonly string[];
  /** Connection on which, and edition in which, the server's capabilities were announced; null: not yet. */
  announced: { readonly connectionId: string; readonly edition: number } | null;
  waiting: KeptMessage[];
}

const NOTHING: readonly string[] = [];

/** What is known of each agent about custom messages, by instance UID, the agents that changed last kept longest. */
export class CustomAgents {
  readonly #agentsMax: number;
  readonly #waitingMax: number;
  readonly #agents = new Map<InstanceUid, CustomAgent>();
  #capabilities: readonly string[];
  /** Goes up with every change of the server's capabilities. */
  #edition = 0;

  constructor(agentsMax: number, waitingMax: number, capabilities: readonly string[]) {
    this.#agentsMax = agentsMax;
    this.#waitingMax = waitingMax;
    this.#capabilities = capabilities;
  }

  /** The server has these capabilities from now on. */
  announce(capabilities: readonly string[]): void {
    const before = new Set(this.#capabilities);
    const isSame =
      before.size === capabilities.length && capabilities.every((name) => before.has(name));
    this.#capabilities = capabilities;
    if (!isSame) this.#edition += 1;
  }

  /** Replaces what the agent declared before (U-01). */
  declare(uid: InstanceUid, capabilities: readonly string[]): void {
    const agent = this.#change(uid);
    agent.declared = capabilities;
    agent.waiting = agent.waiting.filter(({ capability }) => capabilities.includes(capability));
  }

  declaredBy(uid: InstanceUid): readonly string[] {
    return this.#agents.get(uid)?.declared ?? NOTHING;
  }

  oweAnnouncement(uid: InstanceUid): void {
    const agent = this.#agents.get(uid);
    if (agent !== undefined) agent.announced = null;
  }

  isWaiting(uid: InstanceUid): boolean {
    return (this.#agents.get(uid)?.waiting.length ?? 0) > 0;
  }

  /** Lets a message wait for an answer to carry it. False: too many do, or the agent did not declare it (U-03). */
  keep(uid: InstanceUid, message: KeptMessage): boolean {
    const agent = this.#agents.get(uid);
    if (agent === undefined || !agent.declared.includes(message.capability)) return false;
    if (agent.waiting.length >= this.#waitingMax) return false;
    agent.waiting.push(message);
    return true;
  }

  /** What the answer about to leave is to carry, taken as told; undefined: nothing. */
  takeOwed(
    uid: InstanceUid,
    connectionId: string,
    mayCarryMessage: boolean,
  ): ServerToAgentFields | undefined {
    const known = this.#agents.get(uid);
    const announces =
      known?.announced?.connectionId !== connectionId || known.announced.edition !== this.#edition;
    // A server that never had any custom capabilities has nothing to announce.
    const hasAny = this.#capabilities.length > 0 || this.#edition > 0;
    const message = mayCarryMessage ? known?.waiting.shift() : undefined;
    if (!(announces && hasAny)) {
      return message === undefined ? undefined : { customMessage: message };
    }
    this.#change(uid).announced = { connectionId, edition: this.#edition };
    return {
      customCapabilities: { capabilities: [...this.#capabilities] },
      ...(message && { customMessage: message }),
    };
  }

  forget(uid: InstanceUid): void {
    this.#agents.delete(uid);
  }

  #change(uid: InstanceUid): CustomAgent {
    const agent = this.#agents.get(uid) ?? { declared: NOTHING, announced: null, waiting: [] };
    this.#agents.delete(uid);
    this.#agents.set(uid, agent);
    for (const oldest of this.#agents.keys()) {
      if (this.#agents.size <= this.#agentsMax) break;
      this.#agents.delete(oldest);
    }
    return agent;
  }
}
