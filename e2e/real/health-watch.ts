import type { AgentDetail } from "@fleethub/api";
import type { Hub } from "./hub.js";

/** Follows one agent's health through the event stream, as the console does. */
export class HealthWatch {
  /** Every word seen, without repetitions in a row. */
  readonly words: string[] = [];
  readonly #abort = new AbortController();
  readonly #following: Promise<void>;

  constructor(
    readonly hub: Hub,
    readonly uid: string,
  ) {
    this.#following = this.#follow().catch((error: unknown) => {
      if (!this.#abort.signal.aborted) throw error;
    });
    // `stop` tells: a test that fails before that has said more already.
    this.#following.catch(() => undefined);
  }

  /** Changes between settled words; "restarting" is none. */
  get settledChanges(): number {
    const settled = this.words.filter((word) => word !== "restarting");
    return settled.filter((word, index) => index > 0 && word !== settled[index - 1]).length;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#following;
  }

  async #follow(): Promise<void> {
    const response = await this.hub.request("/events", { signal: this.#abort.signal });
    const decoder = new TextDecoder();
    let unread = "";
    // The stream speaks as soon as it has its place: nothing that follows this first look is missed.
    let hasLooked = false;
    for await (const chunk of response.body ?? []) {
      unread += decoder.decode(chunk as Uint8Array, { stream: true });
      if (!hasLooked || unread.includes("agent.changed")) await this.#look();
      hasLooked = true;
      unread = unread.slice(unread.lastIndexOf("\n") + 1);
    }
  }

  async #look(): Promise<void> {
    const { health } = await this.hub.must<AgentDetail>("GET", `/agents/${this.uid}`);
    if (health !== this.words.at(-1)) this.words.push(health);
  }
}
