import { ATTRIBUTES } from "./attributes.js";
import { BATCHING } from "./batching.js";
import { CONNECTORS } from "./connectors.js";
import { DEDUPLICATION } from "./deduplication.js";
import { DETECTION } from "./detection.js";
import { EXPORTERS } from "./exporters.js";
import { EXTENSIONS } from "./extensions.js";
import { KUBERNETES } from "./kubernetes.js";
import { LOG_RECEIVERS } from "./log-receivers.js";
import { METRICS } from "./metrics.js";
import { PROMETHEUS } from "./prometheus.js";
import { RECEIVERS } from "./receivers.js";
import { SAMPLING } from "./sampling.js";
import type { Validation } from "./validation.js";

/** The own validation of every component that is known here. */
export const VALIDATIONS: readonly Validation[] = [
  ...RECEIVERS,
  ...PROMETHEUS,
  ...LOG_RECEIVERS,
  ...BATCHING,
  ...ATTRIBUTES,
  ...DEDUPLICATION,
  ...DETECTION,
  ...METRICS,
  ...SAMPLING,
  ...KUBERNETES,
  ...EXPORTERS,
  ...CONNECTORS,
  ...EXTENSIONS,
];
