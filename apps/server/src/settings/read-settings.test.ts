import { makeServerLimits } from "@fleethub/opamp/server";
import { describe, expect, test } from "vitest";
import {
  AGENT_LIMIT_KEYS,
  AGENT_LIMITS,
  AGENT_LIMITS_DEFAULT,
  serverLimitsOf,
} from "./agent-limits.js";
import { ServerError } from "../server-error.js";
import { readSettings, SETTINGS, SETTINGS_DEFAULT } from "./index.js";

function refusal(environment: Record<string, string>, flags = {}): string {
  try {
    readSettings(environment, flags);
  } catch (error) {
    if (error instanceof ServerError) return error.message;
    throw error;
  }
  return "accepted";
}

describe("readSettings", () => {
  test("nothing set gives the defaults", () => {
    expect(readSettings({ HOME: "/root", FLEETHUB_DATA_DIR: "" })).toEqual(SETTINGS_DEFAULT);
  });

  test("reads every variable of the surface", () => {
    expect(
      readSettings({
        FLEETHUB_AGENTS_HOST: "::",
        FLEETHUB_AGENTS_PORT: "14320",
        FLEETHUB_CONSOLE_HOST: "localhost",
        FLEETHUB_CONSOLE_PORT: "0",
        FLEETHUB_DATA_DIR: "/var/lib/fleethub",
        DATABASE_URL: "postgres://hub:secret@db/fleet",
        FLEETHUB_LOG_LEVEL: "warn",
        FLEETHUB_ADMISSION: "open",
        FLEETHUB_DIRECT_LIMIT: "25",
        FLEETHUB_AGENTS_URL: "https://hub.example.com:8443/",
        FLEETHUB_OWN_METRICS: "on",
        FLEETHUB_ADMIN_TOKEN_FILE: "/run/secrets/admin",
        FLEETHUB_CONSOLE_URL: "https://hub.example.com/",
        FLEETHUB_TRUSTED_PROXIES: "10.0.0.7, 10.1.0.0/16,2001:db8::/32",
        FLEETHUB_SESSION_IDLE_MINUTES: "30",
        FLEETHUB_SESSION_HOURS: "8",
        FLEETHUB_TOKEN_FILE: "of a command",
        FLEETHUB_AGENTS_TLS_CERT_FILE: "hub.pem",
        FLEETHUB_AGENTS_TLS_KEY_FILE: "hub-key.pem",
        FLEETHUB_AGENTS_CA_FILE: "ca.pem",
        FLEETHUB_AGENTS_CLIENT_CA_FILE: "agents-ca.pem",
        FLEETHUB_AGENTS_CLIENT_CERTIFICATES: "required",
        FLEETHUB_AGENTS_PLAIN_TEXT: "allow",
        FLEETHUB_CONSOLE_TLS_CERT_FILE: "console.pem",
        FLEETHUB_CONSOLE_TLS_KEY_FILE: "console-key.pem",
      }),
    ).toEqual({
      ...SETTINGS_DEFAULT,
      agentsHost: "::",
      agentsPort: 14_320,
      consoleHost: "localhost",
      consolePort: 0,
      dataDir: "/var/lib/fleethub",
      databaseUrl: "postgres://hub:secret@db/fleet",
      logLevel: "warn",
      admission: "open",
      directLimit: 25,
      agentsUrl: "https://hub.example.com:8443",
      ownMetrics: "on",
      adminTokenFile: "/run/secrets/admin",
      consoleUrl: "https://hub.example.com",
      trustedProxies: ["10.0.0.7", "10.1.0.0/16", "2001:db8::/32"],
      sessionIdleMinutes: 30,
      sessionHours: 8,
      agentsTlsCertFile: "hub.pem",
      agentsTlsKeyFile: "hub-key.pem",
      agentsCaFile: "ca.pem",
      agentsClientCaFile: "agents-ca.pem",
      agentsClientCertificates: "required",
      agentsPlainText: "allow",
      consoleTlsCertFile: "console.pem",
      consoleTlsKeyFile: "console-key.pem",
      agentsRefusalsPerMinute: 30,
      ...AGENT_LIMITS_DEFAULT,
      demo: 0,
      collector: null,
    });
  });

  test("a flag wins over its variable", () => {
    const settings = readSettings({ FLEETHUB_AGENTS_PORT: "1" }, { agentsPort: "2", demo: "25" });
    expect(settings).toMatchObject({ agentsPort: 2, demo: 25 });
    expect(readSettings({}, { collector: "" }).collector).toEqual({ dir: null });
    expect(readSettings({}, { collector: "/opt/otel" }).collector).toEqual({ dir: "/opt/otel" });
  });

  test("what is unknown or invalid is named in one line", () => {
    const lines = [
      refusal({ FLEETHUB_AGENT_PORT: "4320" }),
      refusal({ FLEETHUB_AGENTS_PORT: "70000" }),
      refusal({ FLEETHUB_AGENTS_HOST: "a b" }),
      refusal({ FLEETHUB_CONSOLE_HOST: "0.0.0.0:3000" }),
      refusal({ FLEETHUB_CONSOLE_URL: "hub.example.com" }),
      refusal({ FLEETHUB_TRUSTED_PROXIES: "10.0.0.0/33" }),
      refusal({ FLEETHUB_TRUSTED_PROXIES: "proxy" }),
      refusal({ FLEETHUB_SESSION_HOURS: "0" }),
      refusal({ FLEETHUB_LOG_LEVEL: "loud" }),
      refusal({ FLEETHUB_ADMISSION: "default" }),
      refusal({ FLEETHUB_AGENTS_REFUSALS_PER_MINUTE: "0" }),
      refusal({ FLEETHUB_DIRECT_LIMIT: "-1" }),
      refusal({ FLEETHUB_AGENTS_URL: "hub.example.com" }),
      refusal({ FLEETHUB_AGENTS_URL: "https://hub.example.com/v1/metrics" }),
      refusal({ FLEETHUB_OWN_METRICS: "yes" }),
      refusal({ FLEETHUB_AGENTS_PLAIN_TEXT: "yes" }),
      refusal({ FLEETHUB_AGENTS_TLS_CERT_FILE: "hub.pem" }),
      refusal({ FLEETHUB_CONSOLE_TLS_KEY_FILE: "key.pem" }),
      refusal({}, { demo: "many" }),
    ];
    const names = [
      "FLEETHUB_AGENT_PORT:",
      "FLEETHUB_AGENTS_PORT:",
      "FLEETHUB_AGENTS_HOST:",
      "FLEETHUB_CONSOLE_HOST:",
      "FLEETHUB_CONSOLE_URL:",
      "FLEETHUB_TRUSTED_PROXIES:",
      "FLEETHUB_TRUSTED_PROXIES:",
      "FLEETHUB_SESSION_HOURS:",
      "FLEETHUB_LOG_LEVEL:",
      "FLEETHUB_ADMISSION:",
      "FLEETHUB_AGENTS_REFUSALS_PER_MINUTE:",
      "FLEETHUB_DIRECT_LIMIT:",
      "FLEETHUB_AGENTS_URL:",
      "FLEETHUB_AGENTS_URL:",
      "FLEETHUB_OWN_METRICS:",
      "FLEETHUB_AGENTS_PLAIN_TEXT:",
      "FLEETHUB_AGENTS_TLS_KEY_FILE:",
      "FLEETHUB_CONSOLE_TLS_CERT_FILE:",
      "--demo:",
    ];
    lines.forEach((line, index) => {
      expect(line.startsWith(names[index] ?? "?"), line).toBe(true);
      expect(line).not.toContain("\n");
    });
  });

  test("every limit of the agents' door takes 1 and its highest value, and nothing beyond", () => {
    const limits = SETTINGS.filter(({ key }) => Object.hasOwn(AGENT_LIMITS, key));
    expect(limits).toHaveLength(AGENT_LIMIT_KEYS.length);
    for (const { env } of limits) expect(env).toMatch(/^FLEETHUB_AGENTS_[A-Z_]+$/);
    for (const key of AGENT_LIMIT_KEYS) {
      const name = SETTINGS.find((one) => one.key === key)?.env ?? "";
      const { max } = AGENT_LIMITS[key];
      expect(readSettings({ [name]: "1" })[key]).toBe(1);
      expect(readSettings({ [name]: String(max) })[key]).toBe(max);
      for (const wrong of ["0", "-1", "1.5", "1e3", "many", String(max + 1)]) {
        expect(refusal({ [name]: wrong }), `${name} ${wrong}`).toContain(`from 1 to ${max}`);
      }
    }
    const settings = readSettings({
      FLEETHUB_AGENTS_HANDSHAKES_PER_SECOND_PER_ADDRESS: "7",
      FLEETHUB_AGENTS_MESSAGE_BYTES: "1000",
    });
    expect(serverLimitsOf(settings)).toMatchObject({
      handshakesPerSecondPerAddressMax: 7,
      messageSizeBytesMax: 1000,
      connectionsMax: 100_000,
    });
    expect(() => makeServerLimits(serverLimitsOf(settings))).not.toThrow();
  });

  test("a bad DATABASE_URL is refused without showing it", () => {
    const line = refusal({ DATABASE_URL: "mysql://hub:secret@db/fleet" });
    expect(line).toContain("DATABASE_URL");
    expect(line).not.toContain("secret");
  });

  test("no two settings share a name", () => {
    const flags = SETTINGS.map((one) => one.flag);
    expect(new Set(flags).size).toBe(flags.length);
  });
});
