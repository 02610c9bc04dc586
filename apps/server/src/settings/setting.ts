import type { Read } from "./values.js";

/** One setting of `All`: how it is named in both places, and how its text becomes a value. */
export interface Setting<All, K extends keyof All = keyof All> {
  readonly key: K;
  /** Name in the environment; null: a flag only. */
  readonly env: string | null;
  /** Flag of `fleethub serve`, without dashes; null: from the environment only, since others on a machine see flags. */
  readonly flag: string | null;
  /** Placeholder of the flag's value in help. */
  readonly value: string;
  readonly help: string;
  /** Never shown in a message. */
  readonly secret?: true;
  read(text: string): Read<All[K]>;
}
