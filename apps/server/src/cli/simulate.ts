import type { Command } from "commander";
import {
  checkSimulationOptions,
  type SimulationOptions,
  startSimulation,
} from "@fleethub/simulator";
import { ServerError } from "../server-error.js";
import { say } from "./say.js";

/** Flags of `fleethub simulate` that are numbers, each an option of the simulator. */
const NUMBERS = [
  ["agents", "<count>", "how many agents (default 25)"],
  ["seed", "<number>", "same seed, same fleet (default 1)"],
  ["heartbeatSeconds", "<seconds>", "between heartbeats (default 30)"],
  ["connectSpreadMs", "<ms>", "time over which they connect"],
  ["applyDelayMs", "<ms>", "from an offer to APPLIED (default 5000)"],
  ["fail", "<share>", "how likely a configuration fails on an agent, 0 to 1"],
  ["http", "<share>", "agents that poll over HTTP"],
  ["readOnly", "<share>", "agents without a supervisor"],
  ["validate", "<share>", "agents that validate before they apply"],
  ["rollBack", "<share>", "agents that roll back by themselves"],
  ["applyFalsely", "<share>", "agents that call a bad configuration APPLIED when offered again"],
  ["hideConfigStatus", "<share>", "agents that never report what became of a configuration"],
  ["unhealthyExporter", "<share>", "agents whose exporters are unhealthy"],
  ["silent", "<share>", "agents that hang"],
  [
    "ownMetricsSeconds",
    "<seconds>",
    "between exports of own metrics, where asked for (default 60)",
  ],
  ["itemsPerSecond", "<count>", "items that a pipeline moves in a second (default 100)"],
  ["disconnectsPerHour", "<count>", "lost connections per agent and hour"],
] as const satisfies readonly (readonly [keyof SimulationOptions, string, string])[];

const ENDPOINT_DEFAULT = "ws://127.0.0.1:4320/v1/opamp";

/** `fleethub simulate`: many agents in this process, until it is stopped. */
export function addSimulate(program: Command): void {
  const command = program
    .command("simulate")
    .description("run simulated agents against a hub")
    .option("--endpoint <url>", "where the hub listens for agents", ENDPOINT_DEFAULT)
    .option("--token <token>", "enrolment token, sent as Authorization");
  for (const [key, value, help] of NUMBERS) command.option(`--${kebab(key)} ${value}`, help);
  command.action(async (given: Readonly<Record<string, string>>) => {
    await simulate(optionsOf(given));
  });
}

const kebab = (key: string) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function optionsOf(given: Readonly<Record<string, string>>): SimulationOptions {
  const numbers = NUMBERS.flatMap(([key]) => {
    const text = given[key];
    return text === undefined ? [] : [[key, Number(text)] as const];
  });
  const { endpoint = ENDPOINT_DEFAULT, token } = given;
  const options: SimulationOptions = {
    endpoint,
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    ...Object.fromEntries(numbers),
  };
  const problem = checkSimulationOptions(options)[0];
  if (problem !== undefined) {
    throw new ServerError("invalid-setting", `--${kebab(problem.option)}: ${problem.message}`);
  }
  return options;
}

async function simulate(options: SimulationOptions): Promise<void> {
  const simulation = startSimulation(options);
  const { agents, endpoint, seed } = simulation.options;
  say(`${agents} simulated agents (seed ${seed}) connect to ${endpoint}. Ctrl-C sends them home.`);
  let shown = -1;
  const timer = setInterval(() => {
    if (simulation.connected === shown) return;
    shown = simulation.connected;
    say(`  ${shown} of ${agents} are connected`);
  }, 2_000);
  const stop = () => {
    clearInterval(timer);
    simulation.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}
