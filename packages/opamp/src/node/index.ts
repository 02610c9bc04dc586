export {
  connectHttpAgent,
  connectWebSocketAgent,
  type NodeAgentOptions,
  nodeSchedule,
} from "./agent.js";
export {
  GZIP_SIZE_BYTES_MIN,
  nodePost,
  type NodePostOptions,
  REQUEST_TIMEOUT_MS,
} from "./agent-http.js";
export {
  HANDSHAKE_TIMEOUT_MS,
  nodeSocket,
  type NodeSocketOptions,
  SERVER_MESSAGE_SIZE_BYTES_MAX,
} from "./agent-web-socket.js";

export {
  type AttachedOpamp,
  type AttachOptions,
  attachOpamp,
  HTTP_SERVER_OPTIONS,
  OPAMP_PATH,
  OPAMP_PORT,
} from "./server.js";
export {
  hmacSha256,
  nodeClock,
  nodeCompression,
  nodeServerSchedule,
  sha256,
} from "./server-platform.js";
