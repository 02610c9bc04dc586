export { type AgentLimits, serverLimitsOf } from "./agent-limits.js";
export { type Flags, readSettings } from "./read-settings.js";
export {
  type AdmissionSetting,
  DEMO_AGENTS_MAX,
  APPROVAL_HOURS_MAX,
  DIRECT_LIMIT_MAX,
  type LogLevel,
  SETTINGS_DEFAULT,
  type Settings,
} from "./settings.js";
export { SETTINGS } from "./table.js";
export { isLoopback } from "./values.js";
