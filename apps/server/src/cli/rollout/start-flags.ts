import { readFile } from "node:fs/promises";
import { RolloutCreate } from "@fleethub/api";
import { parse } from "yaml";
import { Misuse } from "../exit.js";
import { countOf } from "../hub/count.js";
import { secondsOf } from "../hub/duration.js";
import { windowOf } from "./window.js";

/** The flags of `fleethub rollout start` as commander reads them. */
export interface StartFlags {
  readonly file?: string;
  readonly group?: string;
  readonly fragment?: string;
  readonly configuration?: string;
  readonly revision?: string;
  readonly wave: readonly string[];
  readonly soak?: string;
  readonly gate: readonly string[];
  /** False for `--no-gates`. */
  readonly gates: boolean;
  readonly onBreach?: string;
  readonly maxInFlight?: string;
  readonly maxFailures?: string;
  readonly maxFailuresPercent?: string;
  readonly answer?: string;
  readonly offline?: string;
  readonly window: readonly string[];
  readonly timeZone?: string;
  readonly startAt?: string;
  readonly deadline?: string;
  readonly expectedAgents?: string;
  readonly force?: true;
}

/** What the flags ask for: the file first, each flag over it. */
export async function rolloutOf(flags: StartFlags): Promise<Record<string, unknown>> {
  const body = {
    ...(flags.file === undefined ? {} : await bodyIn(flags.file)),
    ...fields(flags),
  };
  if (!("group" in body) && !("fragment" in body))
    throw new Misuse("name a --group or a --fragment");
  if (!("revision" in body)) throw new Misuse("name the --revision");
  const read = RolloutCreate.safeParse(body);
  if (read.success) return body;
  const [issue] = read.error.issues;
  const where = issue?.path.join(".") ?? "";
  throw new Misuse(`${where === "" ? "" : `${where}: `}${issue?.message ?? "cannot be meant"}`);
}

function fields(flags: StartFlags): Record<string, unknown> {
  const given = <T>(key: string, text: string | undefined, read: (text: string) => T) =>
    text === undefined ? {} : { [key]: read(text) };
  const asText = (text: string) => text;
  const count = (flag: string) => (text: string) => countOf(flag, text);
  const gates = flags.gate.map(gateOf);
  return {
    ...given("group", flags.group, asText),
    ...given("fragment", flags.fragment, asText),
    ...given("configuration", flags.configuration, asText),
    ...given("revision", flags.revision, (text) => countOf("--revision", text.replace(/^r/, ""))),
    ...(flags.wave.length === 0 ? {} : { waves: flags.wave.map(waveOf) }),
    ...given("soakSeconds", flags.soak, (text) => secondsOf("--soak", text)),
    ...(flags.gates ? (gates.length === 0 ? {} : { gates }) : { gates: [] }),
    ...given("onBreach", flags.onBreach, asText),
    ...given("maxInFlight", flags.maxInFlight, count("--max-in-flight")),
    ...given("maxFailures", flags.maxFailures, (text) => limitOf("--max-failures", text)),
    ...given("maxFailuresPercent", flags.maxFailuresPercent, (text) =>
      limitOf("--max-failures-percent", text.replace(/%$/, "")),
    ),
    ...given("answerSeconds", flags.answer, (text) => secondsOf("--answer", text)),
    ...given("offline", flags.offline, asText),
    ...(flags.window.length === 0 ? {} : { window: windowOf(flags.window, flags.timeZone) }),
    ...given("startAt", flags.startAt, (text) => timeOf("--start-at", text)),
    ...given("deadline", flags.deadline, (text) => timeOf("--deadline", text)),
    ...given("expectedAgents", flags.expectedAgents, (text) =>
      text === "0" ? 0 : countOf("--expected-agents", text),
    ),
    ...(flags.force === true ? { force: true } : {}),
  };
}

async function bodyIn(file: string): Promise<object> {
  let read: unknown;
  try {
    read = parse(await readFile(file, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Misuse(`--file ${file} cannot be read: ${why}`, { cause: error });
  }
  if (typeof read === "object" && read !== null && !Array.isArray(read)) return read;
  throw new Misuse(`--file ${file}: write the fields of a rollout, such as group and revision`);
}

/** `4`, `10%`, `25%:30m`: how many, and how long they are watched. */
function waveOf(text: string) {
  const match = /^(\d+(?:\.\d+)?)(%?)(?::(.+))?$/.exec(text);
  if (match === null) throw new Misuse(`--wave ${text}: write 4, 10% or 25%:30m`);
  const [, size, percent, soak] = match;
  return {
    ...(percent === "%" ? { percent: Number(size) } : { count: Number(size) }),
    ...(soak === undefined ? {} : { soakSeconds: secondsOf("--wave", soak) }),
  };
}

/** `drops:rest-and-past:0.5%`, `time-to-apply:limit:60`, with further `:min=5` and `:stop=10`. */
function gateOf(text: string) {
  const [measure, against, threshold = "", ...more] = text.split(":");
  const share = /^(\d+(?:\.\d+)?)(%?)$/.exec(threshold);
  const options = more.map((one) => /^(min|stop)=(\d+)$/.exec(one));
  if (share === null || options.includes(null)) {
    throw new Misuse(`--gate ${text}: write MEASURE:AGAINST:THRESHOLD, such as drops:rest:0.5%`);
  }
  const named = (name: string) => options.find((one) => one?.[1] === name)?.[2];
  const [sampleMin, stopAt] = [named("min"), named("stop")];
  return {
    measure,
    against,
    threshold: Number(share[1]) / (share[2] === "%" ? 100 : 1),
    ...(sampleMin === undefined ? {} : { sampleMin: Number(sampleMin) }),
    ...(stopAt === undefined ? {} : { stopAt: Number(stopAt) }),
  };
}

function limitOf(flag: string, text: string): number | null {
  if (text === "none") return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new Misuse(`${flag} ${text}: write a number, or none`);
}

function timeOf(flag: string, text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Misuse(`${flag} ${text}: write it as 2026-11-23T22:00:00Z`);
  return new Date(time).toISOString();
}
