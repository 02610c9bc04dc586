import { MS_PER_SECOND, reconnectsUntil } from "./connection-offer.js";
import { hubMetricsUrl } from "./connection-wish.js";
import type { OwnMetricsSettledEvent, ReportEvent } from "./events.js";
import type { SettingsFact } from "./facts.js";
import type { AgentState } from "./state.js";
import type { Turn } from "./turn.js";

/** Tellings of the same settings with an `opamp` part, at most, to an agent that goes on naming others. */
export const SETTINGS_TELLS_MAX = 3;

/** Own metrics of this agent came to this hub. */
export function takeOwnMetrics(turn: Turn, _event: OwnMetricsSettledEvent): void {
  const known = turn.state.report.settings;
  if (known === undefined || known.settled || known.lost) return;
  // They say nothing of the OpAMP connection.
  if (!known.told.ownMetrics || known.told.opamp !== undefined) return;
  turn.patchReport({ settings: { ...known, status: "applied", settled: true } });
}

/**
 * The next message on this connection says that what was told has arrived: whether somebody else receives own telemetry, or
 * nobody does, cannot be seen here.
 */
export function settlesByTalking({ report, link }: AgentState): boolean {
  const { settings } = report;
  if (settings === undefined || settings.settled || link === null || !link.toldSettings) {
    return false;
  }
  const { ownMetrics, opamp } = settings.told;
  return opamp === undefined && (!ownMetrics || ownMetrics !== hubMetricsUrl(link));
}

/** What a report says, or shows, of the settings that were told before it. */
export function takeSettingsStatus(turn: Turn, event: ReportEvent): void {
  const known = turn.state.report.settings;
  if (known === undefined || turn.state.link === null) return;
  const status = event.connectionSettings;
  if (status === undefined) {
    if (settlesByTalking(turn.state)) {
      turn.patchReport({ settings: { ...known, settled: true } });
    }
  } else if (!status.isLatest) loseOthers(turn, known);
  else if (status.status === "failed") {
    // The old connection goes on, at the interval that it had.
    turn.patchReport({
      settings: { ...known, status: "failed", settled: true, error: status.error, lost: false },
      ...(known.told.opamp !== undefined && { heartbeatIntervalMs: known.intervalBeforeMs }),
    });
  } else if (status.status === "applied" && known.status !== "applied") accept(turn, known);
  else if (status.status === "applying" && known.status === "told") {
    turn.patchReport({ settings: { ...known, status: "applying" } });
  }
}

/**
 * A full report whose numbers began anew. The first one, soon after an `opamp` part was told, is the reconnect that this part asked
 * for: the settings are in force. Any other is a new process, which has forgotten that part: supervisors do not keep it.
 */
export function noteFreshNumbers(turn: Turn): void {
  const { settings: known, heartbeatIntervalMs } = turn.state.report;
  const isOwnReconnect =
    known?.told.opamp !== undefined &&
    !known.settled &&
    turn.now <= reconnectsUntil(known, turn.settings);
  if (isOwnReconnect) {
    if (cameWithout(turn, known)) refuseCredential(turn, known);
    else if (!known.lost) accept(turn, known);
    return;
  }
  if (heartbeatIntervalMs !== undefined) turn.patchReport({ heartbeatIntervalMs: undefined });
  if (known?.told.opamp === undefined) return;
  const { intervalBeforeMs: _, ...rest } = known;
  turn.patchReport({
    settings: { ...rest, status: "told", settled: false, lost: true, tells: 0 },
  });
  turn.patchLink({ toldSettings: false });
}

/** It reconnected, and not with the credential that it was told to come with. */
function cameWithout({ state }: Turn, { told }: SettingsFact): boolean {
  const credential = told.opamp?.credential;
  return credential !== undefined && state.link?.reached?.credential !== credential;
}

/** It is told again after a while, and only so often: an agent that reconnects without it would do so for ever. */
function refuseCredential(turn: Turn, known: SettingsFact): void {
  const isLast = known.tells >= SETTINGS_TELLS_MAX;
  const error = isLast ? "It came back without the credential that it was offered." : "";
  turn.patchReport({
    settings: isLast
      ? { ...known, status: "failed", settled: true, lost: false, error }
      : { ...known, lost: true },
  });
}

function accept(turn: Turn, known: SettingsFact): void {
  const { opamp } = known.told;
  turn.patchReport({
    settings: { ...known, status: "applied", settled: true, error: "", lost: false },
    ...(opamp && { heartbeatIntervalMs: opamp.heartbeatSeconds * MS_PER_SECOND }),
  });
}

/**
 * It names other settings than these: they are told once more (S-06), on another connection. Those that make it reconnect are told
 * again only after a while and only so often, since an agent that never names them would reconnect for ever.
 */
function loseOthers(turn: Turn, known: SettingsFact): void {
  if (known.told.opamp !== undefined) {
    const isFresh = turn.now <= reconnectsUntil(known, turn.settings);
    if (isFresh || known.lost || known.tells >= SETTINGS_TELLS_MAX) return;
    turn.patchLink({ toldSettings: false });
    turn.patchReport({ settings: { ...known, settled: false, lost: true } });
  } else if (known.settled) {
    turn.patchReport({ settings: { ...known, settled: false } });
  }
}
