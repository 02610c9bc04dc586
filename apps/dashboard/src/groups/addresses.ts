/** Where one group is shown. */
export const groupHref = (name: string): string => `/groups?name=${encodeURIComponent(name)}`;

/** The query of agents that no group takes. */
export const IN_NONE = "-group:*";
