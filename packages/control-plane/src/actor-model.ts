/** Who acts, and how he came. Every commit of intent names one. */
export interface Actor {
  readonly kind: "operator" | "token" | "hub";
  readonly id: string;
  readonly via: "console" | "api" | "cli" | "hub";
  readonly reason?: string;
  readonly requestId: string;
}
