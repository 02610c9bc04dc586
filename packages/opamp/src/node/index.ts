// A server on Node's HTTP servers.
export {
  type AttachedOpamp,
  type AttachOptions,
  attachOpamp,
  HTTP_SERVER_OPTIONS,
} from "./server.js";

// An agent on Node's clients.
export { connectHttpAgent, connectWebSocketAgent, type NodeAgentOptions } from "./agent.js";
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

// What the platform-free halves are given.
export { hmacSha256, nodeClock, nodeCompression, nodeSchedule, sha256 } from "./platform.js";
