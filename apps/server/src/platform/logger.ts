import type { Logger } from "@fleethub/control-plane";
import { type DestinationStream, destination, pino } from "pino";
import type { LogLevel } from "../settings/index.js";

/** Fields whose values are never written, at the top and one level down. */
const SECRET_FIELDS = ["authorization", "cookie", "token", "password", "secret", "databaseUrl"];

/**
 * Structured log, one JSON object per line on standard error. Secret fields are removed, credentials in
 * addresses are cut out of error texts.
 */
export function createLogger(level: LogLevel, to: DestinationStream = destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]),
        censor: "[removed]",
      },
      serializers: { error: (error: unknown) => describeError(error) },
    },
    to,
  );
}

/** Name, code and first line of an error, without credentials and without bodies. */
export function describeError(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Error)) return { message: withoutCredentials(String(error)) };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const message = withoutCredentials(error.message.split("\n")[0] ?? "");
  const place = error.stack?.split("\n").find((line) => line.trimStart().startsWith("at "));
  return { name: error.name, ...code, message, ...(place ? { place: place.trim() } : {}) };
}

/** Cuts `user:password@` out of addresses. */
export function withoutCredentials(text: string): string {
  return text.slice(0, 500).replace(/(\w+:\/\/)[^\s/@]*@/g, "$1");
}
