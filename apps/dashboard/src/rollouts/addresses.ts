/** Every rollout. */
export const ROLLOUTS = "/rollouts";

/** Where one rollout is shown. */
export const rolloutHref = (id: string): string => `/rollouts/one?id=${encodeURIComponent(id)}`;

/** Its report: one page of HTML that needs nothing else. */
export const reportHref = (id: string): string =>
  `/api/v1/rollouts/${encodeURIComponent(id)}/report`;
