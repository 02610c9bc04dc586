/** Most changes, their options counted too, that one difference lists. */
export const CHANGES_MAX = 2_000;

/** Most consequences that one difference lists. */
export const CONSEQUENCES_MAX = 1_000;

/** Longest value that a difference shows, in UTF-16 units; `…` stands for the rest. */
export const VALUE_LENGTH_MAX = 1_000;

/** Lists whose lengths multiply to more, equal ends set apart, are told as a whole instead of item by item. */
export const LIST_CELLS_MAX = 60_000;

/** Components that went times components that came, above which renamed ones are not looked for. */
export const RENAMES_CELLS_MAX = 10_000;

/** Processors times pipelines times pipelines above which ways that lost or gained a processor are not looked for. */
export const PATH_CELLS_MAX = 1_000_000;
