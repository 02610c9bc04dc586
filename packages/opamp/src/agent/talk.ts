import type { InstanceUid } from "../instance-uid.js";
import type { Heartbeat } from "./heartbeat.js";
import type { Link } from "./link.js";
import type { Outbox } from "./outbox.js";

/** What decides when the agent speaks. */
export interface Speaker {
  readonly link: Link;
  readonly outbox: Outbox;
  readonly heartbeat: Heartbeat;
  readonly instanceUid: InstanceUid;
  /** True while another connection is tried and this one has to be silent. */
  readonly isUndecided: boolean;
}

/** Lets what is owed or due leave as soon as the link is ready, in as few messages as possible. */
export class Talk {
  readonly #speaker: Speaker;
  #held = 0;

  constructor(speaker: Speaker) {
    this.#speaker = speaker;
  }

  flush(): void {
    if (this.#held > 0) return;
    const { link, outbox, heartbeat, isUndecided } = this.#speaker;
    if (link.state === "leaving") return link.sayFarewell();
    if (isUndecided) return;
    while (link.isReady && (heartbeat.due || outbox.pending)) {
      const { instanceUid } = this.#speaker;
      heartbeat.sent();
      link.send(outbox.next(instanceUid), instanceUid);
    }
  }

  /** What the work gives to say leaves together, afterwards. */
  holdDuring(work: () => void): void {
    this.#held += 1;
    try {
      work();
    } finally {
      this.#held -= 1;
    }
    this.flush();
  }
}
