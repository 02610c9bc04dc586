/** Where an agent's own metrics are to go, by an operator's decision. */
export type OwnMetricsIntent =
  /** To this hub, at the address by which the agent itself reached it. */
  | { readonly kind: "hub" }
  /** An OTLP/HTTP URL with its path. */
  | { readonly kind: "endpoint"; readonly endpoint: string }
  /** Nowhere: what was offered before is taken back. */
  | { readonly kind: "off" };
