// A server on Node's HTTP servers.
export {
  type AttachedOpamp,
  type AttachOptions,
  attachOpamp,
  HTTP_SERVER_OPTIONS,
  type NodeServerOptions,
  nodeServer,
} from "./server.js";
export { acceptWebSocket, type WsSocket } from "./accept-web-socket.js";
export { clientCertificateOf } from "./client-certificate.js";

// An agent on Node's clients.
export {
  type AppliedSettings,
  connectAgent,
  type NodeAgentOptions,
} from "./agent.js";
export type { NodeConnectionOptions } from "./agent-connection.js";
export {
  GZIP_SIZE_BYTES_MIN,
  nodePost,
  type NodePostOptions,
  REQUEST_TIMEOUT_MS,
} from "./agent-http.js";
export {
  nodeConnectionSettings,
  type NodeSettingsOptions,
  offeredTransport,
} from "./agent-settings.js";
export type { AgentTlsOptions } from "./agent-tls.js";
export { nodeTransport, type NodeTransportOptions } from "./agent-transport.js";
export {
  HANDSHAKE_TIMEOUT_MS,
  nodeSocket,
  type NodeSocketOptions,
  PING_INTERVAL_MS,
  SERVER_MESSAGE_SIZE_BYTES_MAX,
} from "./agent-web-socket.js";
export { DOWNLOAD_SILENCE_MS, nodeDownload, type NodeDownloadOptions } from "./package-download.js";
export { type FileStage, fileStages } from "./package-stage.js";
export { type NodePackageCallbacks, nodePackages, type NodePackagesOptions } from "./packages.js";
export type { OfferedTlsOptions } from "./offered-tls.js";
export type { ChooseProxy, ProxyOptions } from "./proxy.js";
export { proxyFromEnvironment } from "./proxy-from-environment.js";
export { PROXY_TIMEOUT_MS, proxyTunnel } from "./proxy-tunnel.js";
export { REDIRECTS_MAX } from "./redirect.js";

// What the platform-free halves are given.
export { hmacSha256, nodeClock, nodeCompression, nodeSchedule, sha256 } from "./platform.js";
