import type { RulePage } from "../rule.js";
import {
  batchBeforeMemoryLimiter,
  batchBeforeMemoryLimiterPage,
} from "./batch-before-memory-limiter.js";
import { contextLost, contextLostPage } from "./context-lost.js";
import { debugExporter, debugExporterPage } from "./debug-exporter.js";
import { durationWithoutUnit, durationWithoutUnitPage } from "./duration-without-unit.js";
import { extensionNotStarted, extensionNotStartedPage } from "./extension-not-started.js";
import { idWithBlanks, idWithBlanksPage } from "./id-with-blanks.js";
import { listensEverywhere, listensEverywherePage } from "./listens-everywhere.js";
import { memoryLimiterMissing, memoryLimiterMissingPage } from "./memory-limiter-missing.js";
import { memoryLimiterNotFirst, memoryLimiterNotFirstPage } from "./memory-limiter-not-first.js";
import { metricsAfterSampling, metricsAfterSamplingPage } from "./metrics-after-sampling.js";
import { ownMetricsOff, ownMetricsOffPage } from "./own-metrics-off.js";
import { plainTextSecret, plainTextSecretPage } from "./plain-text-secret.js";
import { plainTextTransport, plainTextTransportPage } from "./plain-text-transport.js";
import { portCollision, portCollisionPage } from "./port-collision.js";
import { queueOff, queueOffPage } from "./queue-off.js";
import { redactedValue, redactedValuePage } from "./redacted-value.js";
import { renamedComponent, renamedComponentPage } from "./renamed-component.js";
import { retryOff, retryOffPage } from "./retry-off.js";
import { samplingAfterBatch, samplingAfterBatchPage } from "./sampling-after-batch.js";
import { tlsVerificationOff, tlsVerificationOffPage } from "./tls-verification-off.js";
import { unusedComponent, unusedComponentPage } from "./unused-component.js";

/** The pages of this level by code of the rule. Beside the rules, so that programs that only check load none. */
export const PRACTICE_PAGES: Readonly<Record<string, RulePage>> = {
  [redactedValue.code]: redactedValuePage,
  [plainTextSecret.code]: plainTextSecretPage,
  [memoryLimiterMissing.code]: memoryLimiterMissingPage,
  [memoryLimiterNotFirst.code]: memoryLimiterNotFirstPage,
  [batchBeforeMemoryLimiter.code]: batchBeforeMemoryLimiterPage,
  [samplingAfterBatch.code]: samplingAfterBatchPage,
  [metricsAfterSampling.code]: metricsAfterSamplingPage,
  [contextLost.code]: contextLostPage,
  [retryOff.code]: retryOffPage,
  [queueOff.code]: queueOffPage,
  [debugExporter.code]: debugExporterPage,
  [listensEverywhere.code]: listensEverywherePage,
  [portCollision.code]: portCollisionPage,
  [extensionNotStarted.code]: extensionNotStartedPage,
  [tlsVerificationOff.code]: tlsVerificationOffPage,
  [plainTextTransport.code]: plainTextTransportPage,
  [ownMetricsOff.code]: ownMetricsOffPage,
  [unusedComponent.code]: unusedComponentPage,
  [idWithBlanks.code]: idWithBlanksPage,
  [durationWithoutUnit.code]: durationWithoutUnitPage,
  [renamedComponent.code]: renamedComponentPage,
};
