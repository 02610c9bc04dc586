/** Most changes, their options counted too, that one difference lists. */
export const CHANGES_MAX = 2_000;

/** Most consequences that one difference lists. */
export const CONSEQUENCES_MAX = 1_000;

/** Longest value that a difference shows, in UTF-16 units; `…` stands for the rest. */
export const VALUE_LENGTH_MAX = 1_000;
