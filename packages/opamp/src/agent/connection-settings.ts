import { equals } from "@bufbuild/protobuf";
import {
  create,
  type OpAMPConnectionSettings,
  OpAMPConnectionSettingsSchema,
} from "../messages.js";
import type { SettingsApplier } from "./settings-offer.js";
import { reasonOf, tell } from "./tell.js";
import type { AgentTransport } from "./transport.js";
import { TRIAL_TIMEOUT_MS_DEFAULT } from "./trial.js";

/** A transport, or why none can be made. The reason goes to the server and holds no credential. */
export type OfferedTransport =
  | { readonly ok: true; readonly transport: AgentTransport }
  | { readonly ok: false; readonly reason: string };

export interface VerifiedSettingsOptions {
  /**
   * Makes the transport that the settings describe, and opens nothing. Offers are complete: a header or
   * certificate that they do not name is not used any more.
   */
  transport(settings: OpAMPConnectionSettings): OfferedTransport | Promise<OfferedTransport>;
  /** How long the server there may take to answer. Default TRIAL_TIMEOUT_MS_DEFAULT. */
  readonly timeoutMs?: number;
}

/**
 * Applies offered OpAMP connection settings without risk: asks `callbacks.onOpampConnection`, connects as
 * they say *beside* the connection in use, and changes over only when the server has answered a full report
 * there. Then the heartbeat interval is taken and `callbacks.onOpampConnectionApplied` is told. Otherwise
 * the former connection stays, and the server is told why. (opamp-go changes over unverified.)
 *
 * Settings that differ from those applied last in nothing but the heartbeat interval open no connection.
 */
export function verifiedSettings(options: VerifiedSettingsOptions): SettingsApplier {
  let inForce: OpAMPConnectionSettings | undefined;
  let offers = 0;
  return {
    async apply(settings, agent) {
      offers += 1;
      const own = offers;
      const stopIfOutdated = () => {
        if (own !== offers) throw new Error("A newer offer has come.");
      };
      const { callbacks } = agent;
      if (settings.destinationEndpoint === "") throw new Error("The offer names no endpoint.");
      const allowed = (await callbacks.onOpampConnection?.(settings)) ?? true;
      if (allowed !== true) throw new Error(allowed || "This agent does not accept the offer.");
      stopIfOutdated();
      if (inForce === undefined || !sameConnection(inForce, settings)) {
        const offered = await transportOf(settings, options);
        stopIfOutdated();
        if (!offered.ok) throw new Error(offered.reason);
        const outcome = await agent.tryTransport(
          offered.transport,
          options.timeoutMs ?? TRIAL_TIMEOUT_MS_DEFAULT,
        );
        if (!outcome.ok) throw new Error(`The former connection stays: ${outcome.reason}`);
      }
      inForce = settings;
      agent.takeHeartbeatInterval(settings.heartbeatIntervalSeconds);
      tell(callbacks, () => callbacks.onOpampConnectionApplied?.(settings));
    },
  };
}

async function transportOf(
  settings: OpAMPConnectionSettings,
  options: VerifiedSettingsOptions,
): Promise<OfferedTransport> {
  try {
    return await options.transport(settings);
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

function sameConnection(a: OpAMPConnectionSettings, b: OpAMPConnectionSettings): boolean {
  const bare = (settings: OpAMPConnectionSettings) =>
    create(OpAMPConnectionSettingsSchema, { ...settings, heartbeatIntervalSeconds: 0n });
  return equals(OpAMPConnectionSettingsSchema, bare(a), bare(b));
}
