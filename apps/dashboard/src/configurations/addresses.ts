/** Where one configuration is shown; without a revision its newest. */
export function configurationHref(name: string, revision?: number): string {
  const at = revision === undefined ? "" : `&rev=${revision}`;
  return `/configurations/one?name=${encodeURIComponent(name)}${at}`;
}

/** The agents that match a query. */
export function agentsHref(query: string): string {
  return `/agents?q=${encodeURIComponent(query)}`;
}
