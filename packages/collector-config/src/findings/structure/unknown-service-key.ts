import { child } from "../../parse/tree.js";
import type { Rule } from "../rule.js";
import { unknownKeys } from "./unknown-key.js";

const SERVICE_KEYS = ["telemetry", "extensions", "pipelines"];
const TELEMETRY_KEYS = ["logs", "metrics", "traces", "resource"];

/** `unknown-service-key`: keys of `service` and of `service.telemetry`. */
export const unknownServiceKey: Rule = ({ config }) => {
  const service = child(config.root, "service");
  const telemetry = child(service, "telemetry");
  return [
    ...(service?.kind === "map"
      ? unknownKeys(service, SERVICE_KEYS, ["service"], "unknown-service-key")
      : []),
    ...(telemetry?.kind === "map"
      ? unknownKeys(telemetry, TELEMETRY_KEYS, ["service", "telemetry"], "unknown-service-key")
      : []),
  ];
};
