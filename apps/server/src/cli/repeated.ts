/** Gathers the values of an option that may be given several times, in their order. */
export const repeated = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];
