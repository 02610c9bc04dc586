import type { Command } from "commander";
import { startHub } from "../compose.js";
import { type Flags, readSettings, SETTINGS, type Settings } from "../settings/index.js";
import { greeting } from "./greeting.js";
import { complain, say } from "./say.js";

/** The drain ends the process after this time, whatever is still open. */
const DRAIN_MAX_MS = 9_500;

/** `fleethub serve`: a flag for every setting. */
export function addServe(program: Command): void {
  const command = program
    .command("serve")
    .description("run the hub: the door for agents, the console and the API");
  for (const { flag, value, help, env } of SETTINGS) {
    if (flag === null) continue;
    command.option(`--${flag} ${value}`, env === null ? help : `${help} [${env}]`);
  }
  command.action(async (options: Readonly<Record<string, string | true>>) => {
    await serve(readSettings(process.env, flagsOf(options)));
  });
}

/** Commander names options after their flags, which are the settings' keys in camel case. */
function flagsOf(options: Readonly<Record<string, string | true>>): Flags {
  const flags: Flags = {};
  for (const { key } of SETTINGS) {
    const value = options[key];
    if (value !== undefined) flags[key] = value === true ? "" : value;
  }
  return flags;
}

async function serve(settings: Settings): Promise<void> {
  const hub = await startHub(settings);
  for (const line of greeting(hub)) say(line);
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    say(`${signal}: agents are told to come back, what is known is written …`);
    setTimeout(() => {
      complain("not everything ended in time; what was acknowledged is safe");
      process.exit(0);
    }, DRAIN_MAX_MS).unref();
    hub.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        complain(`the drain failed: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}
