import { serverCapabilities } from "@fleethub/opamp";

/** What this server does: SERVER_CAPABILITY bits, to be given to the OpAMP server as well (F11). */
export const SERVER_CAPABILITIES: bigint = serverCapabilities(
  "OffersRemoteConfig",
  "AcceptsEffectiveConfig",
  "OffersConnectionSettings",
);
