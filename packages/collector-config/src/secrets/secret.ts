import { VARIABLE_SCHEME } from "../variables/variable.js";

/** What follows `${fleethub:` in a reference to a secret: `secret/` and its name. */
export const SECRET_PREFIX = "secret/";

/** What a secret may be called. */
export const SECRET_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Name of the secret that a reference with this scheme and rest means; null: it means none. */
export function secretNameOf(scheme: string, rest: string): string | null {
  if (scheme !== VARIABLE_SCHEME || !rest.startsWith(SECRET_PREFIX)) return null;
  return rest.slice(SECRET_PREFIX.length);
}

/** How a text refers to a secret. */
export const secretReference = (name: string): string =>
  `\${${VARIABLE_SCHEME}:${SECRET_PREFIX}${name}}`;
