import type { InstanceUid } from "../instance-uid.js";
import type { RequestHeaders } from "./admission.js";
import type { AgentConnection } from "./handler.js";

/**
 * The polls of one agent over HTTP, which many agents may send over one TCP connection. Nothing can be
 * pushed; what is owed goes into the next answer.
 */
export class PollConnection<Identity> implements AgentConnection<Identity> {
  readonly id: string;
  readonly transport = "http";
  readonly remoteAddress: string;
  readonly headers: RequestHeaders;
  readonly identity: Identity;
  readonly #uid: InstanceUid;

  constructor(
    uid: InstanceUid,
    request: { readonly remoteAddress: string; readonly headers: RequestHeaders },
    identity: Identity,
  ) {
    this.#uid = uid;
    this.id = `http-${uid}`;
    this.remoteAddress = request.remoteAddress;
    this.headers = request.headers;
    this.identity = identity;
  }

  push(): boolean {
    return false;
  }

  close(): void {
    // A poll ends with its answer.
  }

  agents(): InstanceUid[] {
    return [this.#uid];
  }
}
