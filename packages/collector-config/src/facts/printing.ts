// How a Collector prints its configuration after parsing, as of 0.149 to 0.159.
import type { ComponentClass } from "../parse/config.js";

/** Options with a decoder of their own, whose content the Collector does not print back as written. */
export const UNPRINTED_OPTIONS: readonly {
  readonly class: ComponentClass;
  readonly type: string;
  readonly option: string;
}[] = [
  { class: "receiver", type: "host_metrics", option: "scrapers" },
  { class: "processor", type: "tail_sampling", option: "policies" },
  ...["file_log", "journald", "syslog", "tcp_log", "udp_log", "windowseventlog"].map(
    (type) => ({ class: "receiver", type, option: "operators" }) as const,
  ),
];

/** Lists of texts that are printed in groups, `[{statements: […], context: …}]`. */
export const GROUPED_LISTS: readonly string[] = ["statements", "conditions"];

/** Values of options that the Collector leaves out when it prints, because they are its zero. */
export const ZERO_WORDS: Readonly<Record<string, string>> = { verbosity: "basic" };

/** Sections whose `enabled` is not printed. */
export const SWITCHED_SECTIONS: readonly string[] = ["sending_queue"];

/** Secrets that are printed masked although nobody wrote them: a Collector masks empty texts too. */
export const MASKED_THOUGH_UNSET: readonly {
  readonly class: ComponentClass;
  readonly type: string;
  readonly option: string;
  /** The option beside it that calls for the secret, and with which values. */
  readonly neededBy: { readonly option: string; readonly values: RegExp };
}[] = [
  {
    class: "processor",
    type: "redaction",
    option: "hmac_key",
    neededBy: { option: "hash_function", values: /^hmac/i },
  },
];
