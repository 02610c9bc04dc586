/** What stands for `${fleethub:NAME}`. */
export type VariableValue = string | number | boolean;

/** Values of one agent by name; they go before the defaults that a revision declares. */
export type Variables = Readonly<Record<string, VariableValue>>;
