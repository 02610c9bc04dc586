/** Words that make a name secret wherever they stand in it. */
const SECRET_WORDS = new Set([
  "password",
  "passwd",
  "pwd",
  "passphrase",
  "secret",
  "secrets",
  "token",
  "tokens",
  "apikey",
  "bearer",
  "credential",
  "credentials",
  "authorization",
  "authentication",
  "cookie",
  "community",
  "htpasswd",
  "dsn",
  "accesskey",
  "privatekey",
  "secretkey",
  "sas",
  "jwt",
]);

/** Words before "key" that make a secret of it: `api_key`, `x-api-key`, `accountKey`. */
const KEY_OWNERS = new Set([
  "api",
  "app",
  "application",
  "access",
  "secret",
  "private",
  "account",
  "shared",
  "signing",
  "encryption",
  "ingest",
  "ingestion",
  "license",
  "write",
  "auth",
  "instrumentation",
  "subscription",
  "master",
  "service",
  "integration",
  "insert",
]);

/** Last words that name something about a secret rather than the secret. */
const HARMLESS_LAST = new Set([
  "file",
  "files",
  "filename",
  "path",
  "paths",
  "dir",
  "url",
  "uri",
  "endpoint",
  "type",
  "ttl",
  "timeout",
  "expiry",
  "expiration",
  "length",
  "format",
  "header",
  "headers",
  "enabled",
  "size",
  "count",
  "limit",
  "interval",
  "scheme",
  "source",
  "namespace",
  "namespaces",
  "provider",
  "audience",
  "scopes",
  "mode",
  "patterns",
  "attribute",
  "attributes",
  "budget",
]);

/** Header names that carry credentials without saying so. */
const SECRET_HEADERS = /^(x-honeycomb-team|x-sf-token|dd-api-key|uptrace-dsn|signature)$/i;

/** Names of options that are secret as a whole though no word says so. */
const SECRET_WHOLE = new Set(["connectionstring", "keypem", "keydata", "inlinekey", "hashsalt"]);

/** `apiKey`, `API_KEY`, `x-api-key` as words in lower case. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** Whether a value under this name is a secret: passwords, tokens, keys, connection strings, credentials. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (HARMLESS_LAST.has(last)) return false;
  if (SECRET_WHOLE.has(words.join(""))) return true;
  return words.some(
    (word, i) =>
      SECRET_WORDS.has(word) ||
      /(password|passwd|secret|apikey|accesskey)$/.test(word) ||
      word.endsWith("token") ||
      (word === "key" && KEY_OWNERS.has(words[i - 1] ?? "")),
  );
}

/** Whether a header of this name carries a credential; wider than option names. */
export function isSecretHeader(name: string): boolean {
  const auth = wordsOf(name).some((word) =>
    /auth|token|secret|key|cookie|credential|password|signature/.test(word),
  );
  return auth || SECRET_HEADERS.test(name) || isSecretName(name);
}

/** Maps whose keys are header names. */
export function isHeaderMap(name: string): boolean {
  return /(^|[_-])headers$/i.test(name) || name === "headers" || name === "metadata";
}
