/** Where an agent's own metrics go: to this hub (true), elsewhere, or nowhere any more (null). */
export interface ConnectionInput {
  readonly ownMetrics: true | { readonly endpoint: string } | null;
}
