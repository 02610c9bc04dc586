// What a fleet is made of.
export type * from "./model.js";

// Ports: implemented by storages, transports and platforms.
export * from "./ports.js";

// For storages: what queries ask and in which order trouble stands.
export { queryFactsOf, shownName } from "./query-facts.js";
export { TROUBLE_ORDER, type Trouble, troubleOf } from "./trouble.js";
