import { isLoopback, type Settings } from "../settings/index.js";

type Parts = Pick<Settings, "consoleHost" | "consoleTlsCertFile" | "consoleUrl" | "trustedProxies">;

/** What to say of a console that other hosts reach without TLS; null: they do not, or a proxy that was named encrypts. */
export function plainConsoleNote(settings: Parts): string | null {
  const { consoleHost, consoleTlsCertFile, consoleUrl, trustedProxies } = settings;
  if (isLoopback(consoleHost) || consoleTlsCertFile !== null) return null;
  const isProxied = trustedProxies !== null && consoleUrl?.startsWith("https:") === true;
  if (isProxied) return null;
  return `The console on ${consoleHost} speaks plain HTTP: whoever is on the way reads passwords and cookies. Give FLEETHUB_CONSOLE_TLS_CERT_FILE and _KEY_FILE, or name a proxy with TLS in FLEETHUB_TRUSTED_PROXIES and its https address in FLEETHUB_CONSOLE_URL.`;
}
