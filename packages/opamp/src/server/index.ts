export {
  type OpampServer,
  type OpampServerOptions,
  admitEveryone,
  createOpampServer,
} from "./opamp-server.js";
export type {
  AgentConnection,
  DisconnectReason,
  OpampHandler,
  RefusedInput,
  TurnedAway,
  ServerToAgentReply,
  UnsentMessage,
} from "./handler.js";
export type { Admission, AdmissionRequest, Admit, RequestHeaders } from "./admission.js";
export { badRequest, unavailable } from "./replies.js";
export {
  type CustomContent,
  type CustomMessageHandler,
  type CustomMessageHandlers,
  type CustomMessageLimits,
  type CustomMessages,
  type CustomSending,
  DEFAULT_CUSTOM_MESSAGE_LIMITS,
  routeCustomMessages,
} from "./custom-messages.js";
export { DEFAULT_SERVER_LIMITS, type ServerLimits, makeServerLimits } from "./server-limits.js";
export { addressKey } from "./address-key.js";
export { HANDSHAKE_ADDRESSES_MAX, HANDSHAKE_BURST_SECONDS } from "./handshake-rate.js";
export type { DrainOptions } from "./drain.js";
export {
  PUSH_TURN_AGENTS,
  type PushTarget,
  pushToMany,
  type PushToManyOptions,
  type PushToManyResult,
} from "./push-to-many.js";

// For shells: what stands between the server and a platform's sockets and requests.
export type { AcceptedSocket, OpampSocket } from "./socket.js";
export type { SocketInfo } from "./socket-connection.js";
export type { Compression, HttpRequest } from "./http-exchange.js";
export type { HttpAnswer } from "./http-answer.js";
