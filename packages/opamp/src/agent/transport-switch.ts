import { decodeServerToAgent } from "../decode.js";
import { type InstanceUid, instanceUidFromBytes } from "../instance-uid.js";
import type { Schedule } from "../platform.js";
import type { Link } from "./link.js";
import type { Draft, Outbox } from "./outbox.js";
import type { AgentTransport } from "./transport.js";
import { Trial, type TrialHost, type TrialOutcome } from "./trial.js";
import type { Way } from "./way.js";

/** What a switch of transports needs from the agent. */
export interface SwitchHost {
  readonly schedule: Schedule;
  instanceUid(): InstanceUid;
  /** The new way is in use; its first answer has still to be worked off. */
  switched(answer: Uint8Array): void;
  /** The old way may speak again. */
  stayed(): void;
}

/** Tries other transports, one at a time, and moves the link to one that answers. */
export class TransportSwitch {
  readonly #link: Link;
  readonly #outbox: Outbox;
  readonly #host: SwitchHost;
  #trial: Trial | undefined;
  #draft: Draft | undefined;

  constructor(link: Link, outbox: Outbox, host: SwitchHost) {
    this.#link = link;
    this.#outbox = outbox;
    this.#host = host;
  }

  /** True while the server may see both ways: what the agent has to say waits. */
  get isUndecided(): boolean {
    return this.#draft !== undefined;
  }

  try(transport: AgentTransport, timeoutMs: number): Promise<TrialOutcome> {
    const { state } = this.#link;
    if (state === "idle" || state === "leaving" || state === "stopped") {
      return Promise.resolve({ ok: false, reason: "the agent is not running" });
    }
    this.abandon("another transport is tried now");
    return new Promise((resolve) => {
      this.#trial = new Trial(transport, timeoutMs, this.#hostFor(resolve));
    });
  }

  abandon(reason: string): void {
    this.#trial?.abandon(reason);
  }

  #hostFor(resolve: (outcome: TrialOutcome) => void): TrialHost {
    const { schedule } = this.#host;
    const instanceUid = this.#host.instanceUid();
    return {
      schedule,
      instanceUid,
      firstMessage: () => {
        this.#draft = this.#outbox.draftFullReport(instanceUid);
        return this.#draft.message;
      },
      judge: (answer) => judge(answer, instanceUid),
      proved: (way, answer) => {
        const draft = this.#end();
        this.#link.replace(way, this.#lastWord(way, draft));
        resolve({ ok: true });
        this.#host.switched(answer);
      },
      failed: (reason) => {
        this.#end()?.undo();
        resolve({ ok: false, reason });
        this.#host.stayed();
      },
    };
  }

  #end(): Draft | undefined {
    const draft = this.#draft;
    this.#draft = undefined;
    this.#trial = undefined;
    return draft;
  }

  /** At the same address the agent is not leaving: there a farewell would end its new connection too. */
  #lastWord(way: Way, draft: Draft | undefined) {
    const { address } = this.#link.transport;
    if (!draft || (address !== undefined && address === way.transport.address)) return undefined;
    return { message: draft.farewell, instanceUid: this.#host.instanceUid() };
  }
}

function judge(answer: Uint8Array, uid: InstanceUid): TrialOutcome | undefined {
  const decoded = decodeServerToAgent(answer);
  if (!decoded.ok) return { ok: false, reason: "the server there does not speak OpAMP" };
  const { instanceUid, errorResponse } = decoded.value;
  if (instanceUid.length > 0) {
    const named = instanceUidFromBytes(instanceUid);
    if (!named.ok || named.value !== uid) return undefined;
  }
  if (!errorResponse) return { ok: true };
  return {
    ok: false,
    reason: `the server there answered with an error: ${errorResponse.errorMessage}`,
  };
}
