import { batchBeforeMemoryLimiter } from "./batch-before-memory-limiter.js";
import { contextLost } from "./context-lost.js";
import { debugExporter } from "./debug-exporter.js";
import { durationWithoutUnit } from "./duration-without-unit.js";
import { extensionNotStarted } from "./extension-not-started.js";
import { idWithBlanks } from "./id-with-blanks.js";
import { listensEverywhere } from "./listens-everywhere.js";
import { memoryLimiterMissing } from "./memory-limiter-missing.js";
import { memoryLimiterNotFirst } from "./memory-limiter-not-first.js";
import { metricsAfterSampling } from "./metrics-after-sampling.js";
import { ownMetricsOff } from "./own-metrics-off.js";
import { plainTextSecret } from "./plain-text-secret.js";
import { plainTextTransport } from "./plain-text-transport.js";
import { portCollision } from "./port-collision.js";
import { queueOff } from "./queue-off.js";
import { redactedValue } from "./redacted-value.js";
import { renamedComponent } from "./renamed-component.js";
import { retryOff } from "./retry-off.js";
import { samplingAfterBatch } from "./sampling-after-batch.js";
import { tlsVerificationOff } from "./tls-verification-off.js";
import { unusedComponent } from "./unused-component.js";
import type { Rule } from "../rule.js";

/** What runs, and hurts: advice, never an error but for values that were lost. */
export const PRACTICE_RULES: readonly Rule[] = [
  redactedValue,
  plainTextSecret,
  idWithBlanks,
  memoryLimiterMissing,
  memoryLimiterNotFirst,
  batchBeforeMemoryLimiter,
  samplingAfterBatch,
  metricsAfterSampling,
  contextLost,
  retryOff,
  queueOff,
  debugExporter,
  listensEverywhere,
  portCollision,
  extensionNotStarted,
  tlsVerificationOff,
  plainTextTransport,
  ownMetricsOff,
  unusedComponent,
  durationWithoutUnit,
  renamedComponent,
];
