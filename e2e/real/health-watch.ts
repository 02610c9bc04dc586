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
    await this.#look();
    const response = await this.hub.request("/events", { signal: this.#abort.signal });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      if (decoder.decode(chunk as Uint8Array).includes("agent.changed")) await this.#look();
    }
  }

  async #look(): Promise<void> {
    const { health } = await this.hub.must<AgentDetail>("GET", `/agents/${this.uid}`);
    if (health !== this.words.at(-1)) this.words.push(health);
  }
}
