export { createAgent } from "./agent.js";
export {
  type Agent,
  type AgentOptions,
  CUSTOM_MESSAGES_WAITING_MAX,
  FAREWELL_TIMEOUT_MS,
  HEARTBEAT_INTERVAL_MS_DEFAULT,
  HEARTBEAT_INTERVAL_MS_MAX,
  HEARTBEAT_INTERVAL_MS_MIN,
} from "./types.js";
export type { AgentParts } from "./parts.js";
export type {
  AgentCallbacks,
  AgentProblem,
  OfferStatus,
  OwnTelemetrySettings,
  ServerError,
} from "./callbacks.js";
export {
  type OfferedTransport,
  verifiedSettings,
  type VerifiedSettingsOptions,
} from "./connection-settings.js";
export { FAILED_OFFER_PAUSE_MS } from "./offers.js";
export { FULL_STATE_ASKS_MAX, FULL_STATE_INTERVAL_MS } from "./state-answers.js";
export { OFFER_INTERVAL_MS, OFFERS_AT_ONCE_MAX } from "./offers.js";
export { TRIAL_TIMEOUT_MS_DEFAULT, type TrialOutcome } from "./trial.js";
export { BACKOFF_DEFAULTS, type BackoffOptions, RETRY_AFTER_MS_MAX } from "./backoff.js";
export { UNAVAILABLE_PAUSE_MS_DEFAULT, UNAVAILABLE_PAUSE_MS_MIN } from "./receive.js";
export {
  standardSocket,
  type StandardSocketEvent,
  type StandardWebSocket,
  UNREAD_SIZE_BYTES_MAX,
  webSocketTransport,
} from "./web-socket.js";
export { fetchPost, type StandardFetch } from "./fetch.js";
export { ANSWER_TIMEOUT_MS_DEFAULT, httpTransport, type HttpTransportOptions } from "./http.js";

export * from "./packages/index.js";

// For those who bring their own platform or transport.
export type {
  TransportConnection,
  AgentTransport,
  ConnectionClosed,
  TransportEvents,
} from "./transport.js";
export {
  type AgentSocket,
  type AgentSocketEvents,
  type OpenAgentSocket,
} from "./web-socket.js";
export type { SettingsAgent, SettingsApplier } from "./settings-offer.js";
export type { PackageOffers, PackagesAgent } from "./package-offers.js";
export type { PostAnswer, PostReport, PostUnderWay } from "./http.js";
export { parseRetryAfter, THROTTLED_PAUSE_MS_DEFAULT, throttledPauseMs } from "./retry-after.js";
