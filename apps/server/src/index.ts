// For those who start a hub from a program.
export { type HubOverrides, type RunningHub, startHub } from "./compose.js";
export { ServerError, type ServerErrorCode } from "./server-error.js";
export {
  type AdmissionSetting,
  DEMO_AGENTS_MAX,
  type Flags,
  type LogLevel,
  readSettings,
  SETTINGS_DEFAULT,
  type Settings,
} from "./settings/index.js";
