import type { ReplyContent } from "./effects.js";
import type { Millis, SettingsFact, ToldSettings } from "./facts.js";
import { verifiesByFormer, wantedSettings } from "./connection-wish.js";
import type { AgentSettings } from "./settings.js";
import type { AgentState } from "./state.js";
import type { Turn } from "./turn.js";

/**
 * The settings that are to be told with the next message; null: none are. The same ones are told again, on another connection
 * each time, only where they did not arrive. An `opamp` part makes agents reconnect, so that it is told once, and again
 * only to an agent that has lost it, a minute after it was told at the earliest (S-08). Another authority waits as long (S-12).
 */
export function owedSettings(
  state: AgentState,
  now: Millis,
  settings: AgentSettings,
): ToldSettings | null {
  const wanted = wantedSettings(state);
  if (wanted === null) return null;
  const known = state.report.settings;
  if (known === undefined) return wanted;
  if (!covers(known.told, wanted)) {
    // Hubs that name different authorities would else send it to and fro without a pause.
    const isSoon = now <= reconnectsUntil(known, settings);
    return isSoon && covers(known.told, underFormer(known.told, wanted)) ? null : wanted;
  }
  if (known.settled || state.link?.toldSettings === true) return null;
  if (known.told.opamp === undefined) return wanted;
  return known.lost && now > reconnectsUntil(known, settings) ? wanted : null;
}

/** Until when fresh numbers may be the reconnect that the settings asked for. */
export function reconnectsUntil({ toldAt }: SettingsFact, settings: AgentSettings): Millis {
  return toldAt + settings.settingsReconnectMs;
}

/** When settings that the agent has lost, or another authority, are to be told; null where neither is. */
export function settingsDueAt(state: AgentState, settings: AgentSettings): Millis | null {
  const known = state.report.settings;
  if (known === undefined || state.link === null) return null;
  if (!known.lost && !verifiesByFormer(state)) return null;
  return reconnectsUntil(known, settings) + 1;
}

/**
 * Connection settings that leave with the message being written. They hold everything that shall stay on: a supervisor
 * takes what is left out as switched off.
 */
export function takeSettings(turn: Turn): ReplyContent {
  const told = owedSettings(turn.state, turn.now, turn.settings);
  if (told === null) return {};
  const known = turn.state.report.settings;
  const isAgain = known !== undefined && covers(known.told, told);
  const intervalBeforeMs = intervalKept(turn.state);
  turn.patchLink({ toldSettings: true });
  turn.patchReport({
    settings: {
      told,
      toldAt: turn.now,
      tells: isAgain ? known.tells + 1 : 1,
      status: "told",
      error: "",
      settled: false,
      lost: false,
      ...(intervalBeforeMs !== undefined && { intervalBeforeMs }),
    },
    ...assumedInterval(turn, told),
  });
  note(turn, isAgain ? undefined : known?.told, told);
  return { connectionSettings: told };
}

/** The interval of the last settings that it is known to follow; undefined: as configured. */
function intervalKept({ report }: AgentState): Millis | undefined {
  const { settings, heartbeatIntervalMs } = report;
  const isAssumed = settings?.told.opamp !== undefined && !settings.settled;
  return isAssumed ? settings.intervalBeforeMs : heartbeatIntervalMs;
}

/** Until it is known that the interval is kept, nobody is called stale for a longer one (B-04). */
function assumedInterval({ state, settings }: Turn, { opamp }: ToldSettings) {
  if (opamp === undefined) return {};
  const before = state.report.heartbeatIntervalMs ?? settings.heartbeatIntervalMs;
  return { heartbeatIntervalMs: Math.max(before, opamp.heartbeatSeconds * MS_PER_SECOND) };
}

export const MS_PER_SECOND = 1_000;

function note(turn: Turn, before: ToldSettings | undefined, told: ToldSettings): void {
  const own = (["ownMetrics", "ownTraces", "ownLogs"] as const).flatMap((signal) => {
    const endpoint = told[signal];
    if (endpoint === undefined || endpoint === before?.[signal]) return [];
    return endpoint === ""
      ? `its own ${WORDS[signal]} no more`
      : `its own ${WORDS[signal]} to ${endpoint}`;
  });
  if (own.length > 0) turn.note("own-metrics-offered", `Told to send ${own.join(", ")}`);
  const { opamp } = told;
  const isNewCredential = opamp?.credential !== before?.opamp?.credential;
  if (opamp?.credential !== undefined && isNewCredential) {
    turn.note("credential-offered", "Offered a credential of its own", { id: opamp.credential });
    if (before?.opamp === undefined) return;
  }
  if (opamp !== undefined && opamp.heartbeatSeconds !== before?.opamp?.heartbeatSeconds) {
    turn.note("heartbeat-offered", `Told to report every ${opamp.heartbeatSeconds} s`);
  }
}

const WORDS = { ownMetrics: "metrics", ownTraces: "traces", ownLogs: "logs" } as const;

/** What is wanted, under the authority that was told. */
function underFormer({ opamp }: ToldSettings, wanted: ToldSettings): ToldSettings {
  const authority = opamp?.authority;
  if (wanted.opamp === undefined || authority === undefined) return wanted;
  return { ...wanted, opamp: { ...wanted.opamp, authority } };
}

/**
 * What was told says everything that is wanted. An `opamp` part that is no longer wanted cannot be taken back, and headers
 * that the agent itself brings are its own: neither is a reason to tell it anything.
 */
function covers(told: ToldSettings, wanted: ToldSettings): boolean {
  const isSameOwn =
    told.ownMetrics === wanted.ownMetrics &&
    told.ownTraces === wanted.ownTraces &&
    told.ownLogs === wanted.ownLogs &&
    (wanted.intakeCredential === undefined || told.intakeCredential === wanted.intakeCredential);
  if (!isSameOwn || wanted.opamp === undefined) return isSameOwn;
  return (
    told.opamp?.endpoint === wanted.opamp.endpoint &&
    told.opamp.heartbeatSeconds === wanted.opamp.heartbeatSeconds &&
    told.opamp.credential === wanted.opamp.credential &&
    told.opamp.authority === wanted.opamp.authority
  );
}
