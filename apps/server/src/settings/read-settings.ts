import { ServerError } from "../server-error.js";
import type { Setting } from "./setting.js";
import { SETTINGS_DEFAULT, type Settings } from "./settings.js";
import { SETTINGS } from "./table.js";

/** Flags as given: the setting's key to its text. A flag wins over the environment. */
export type Flags = Partial<Record<keyof Settings, string>>;

type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = "FLEETHUB_";

/** Read by commands that ask a hub, and no setting of one. */
const OF_COMMANDS: readonly string[] = ["FLEETHUB_URL", "FLEETHUB_TOKEN", "FLEETHUB_TOKEN_FILE"];

/**
 * Reads the environment and flags into one value. An empty variable counts as not set.
 *
 * @throws ServerError `invalid-setting`, one line that names the variable or flag
 */
export function readSettings(environment: Environment, flags: Flags = {}): Settings {
  refuseUnknown(environment);
  const settings: { -readonly [K in keyof Settings]: Settings[K] } = { ...SETTINGS_DEFAULT };
  for (const setting of SETTINGS)
    assign(settings, setting as Setting<Settings>, environment, flags);
  refuseHalfPairs(settings);
  return settings;
}

function assign<K extends keyof Settings>(
  settings: { -readonly [P in keyof Settings]: Settings[P] },
  setting: Setting<Settings, K>,
  environment: Environment,
  flags: Flags,
): void {
  const flag = flags[setting.key];
  const variable = setting.env === null ? undefined : environment[setting.env];
  const text = flag ?? (variable === "" ? undefined : variable);
  if (text === undefined) return;
  const read = setting.read(text);
  if (!read.ok) {
    const name = flag === undefined ? setting.env : `--${setting.flag}`;
    const shown = setting.secret ? "the value" : JSON.stringify(text);
    throw new ServerError("invalid-setting", `${name}: ${shown} ${read.why}.`);
  }
  settings[setting.key] = read.value;
}

/** A certificate is of no use without its key, nor a key without its certificate. */
function refuseHalfPairs(settings: Settings): void {
  for (const door of ["agents", "console"] as const) {
    const certFile = settings[`${door}TlsCertFile`];
    const keyFile = settings[`${door}TlsKeyFile`];
    if ((certFile === null) === (keyFile === null)) continue;
    const name = `FLEETHUB_${door.toUpperCase()}_TLS`;
    const [given, missing] = certFile === null ? ["KEY", "CERT"] : ["CERT", "KEY"];
    throw new ServerError(
      "invalid-setting",
      `${name}_${missing}_FILE: is missing beside ${name}_${given}_FILE; give both, or neither.`,
    );
  }
}

function refuseUnknown(environment: Environment): void {
  const known: readonly string[] = SETTINGS.flatMap((one) => (one.env === null ? [] : [one.env]));
  for (const name of Object.keys(environment)) {
    if (!name.startsWith(PREFIX) || [...known, ...OF_COMMANDS].includes(name)) continue;
    throw new ServerError(
      "invalid-setting",
      `${name}: no such setting. Known are ${known.join(", ")}.`,
    );
  }
}
