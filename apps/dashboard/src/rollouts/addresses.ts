/** Where one rollout is shown. */
export const rolloutHref = (id: string): string => `/rollouts/one?id=${encodeURIComponent(id)}`;
