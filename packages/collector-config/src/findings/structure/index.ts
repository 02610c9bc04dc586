import type { Rule } from "../rule.js";
import { ambiguousId } from "./ambiguous-id.js";
import { componentBody } from "./component-body.js";
import { componentId } from "./component-id.js";
import { componentNotAvailable } from "./component-not-available.js";
import { componentRequired } from "./component-required.js";
import { connectorCycle } from "./connector-cycle.js";
import { connectorOneSided } from "./connector-one-sided.js";
import { connectorSignals } from "./connector-signals.js";
import { duplicateId } from "./duplicate-id.js";
import { noExporters } from "./no-exporters.js";
import { noPipelines } from "./no-pipelines.js";
import { noReceivers } from "./no-receivers.js";
import { pipelineId } from "./pipeline-id.js";
import { pipelineIncomplete } from "./pipeline-incomplete.js";
import { pipelineKind } from "./pipeline-kind.js";
import { processorTwice } from "./processor-twice.js";
import { profilesGate } from "./profiles-gate.js";
import { referenceSyntax } from "./reference-syntax.js";
import { removedComponent } from "./removed-component.js";
import { removedOption } from "./removed-option.js";
import { secretPlace } from "./secret-place.js";
import { sectionKind } from "./section-kind.js";
import { signalUnsupported } from "./signal-unsupported.js";
import { undefinedReference } from "./undefined-reference.js";
import { unfamiliarType } from "./unfamiliar-type.js";
import { unknownPipelineKey } from "./unknown-pipeline-key.js";
import { unknownServiceKey } from "./unknown-service-key.js";
import { unknownTopLevelKey } from "./unknown-top-level-key.js";

/** Everything that the Collector refuses whatever its build: the rules about structure. */
export const STRUCTURE_RULES: readonly Rule[] = [
  unknownTopLevelKey,
  unknownServiceKey,
  unknownPipelineKey,
  sectionKind,
  noReceivers,
  noExporters,
  componentId,
  duplicateId,
  ambiguousId,
  componentBody,
  componentRequired,
  noPipelines,
  pipelineId,
  profilesGate,
  pipelineKind,
  pipelineIncomplete,
  undefinedReference,
  processorTwice,
  connectorOneSided,
  connectorSignals,
  connectorCycle,
  signalUnsupported,
  referenceSyntax,
  secretPlace,
  removedComponent,
  removedOption,
  unfamiliarType,
  componentNotAvailable,
];
