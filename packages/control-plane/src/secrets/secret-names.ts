/** Where a text names a secret; escaped `$$` and comments are not looked at, so this may name more than is expanded. */
const REFERENCE = /\$\{fleethub:secret\/([a-z0-9][a-z0-9-]{0,62})\}/g;

/** Names of secrets that a text refers to, each once. */
export function secretNamesIn(text: string): readonly string[] {
  if (!namesSecrets(text)) return NONE;
  return [...new Set([...text.matchAll(REFERENCE)].flatMap(([, name]) => name ?? []))];
}

const NONE: readonly string[] = [];

/** May a text refer to a secret? Told without reading it. */
export const namesSecrets = (text: string): boolean => text.includes("${fleethub:secret/");
