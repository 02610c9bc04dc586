import type { Rule } from "../rule.js";
import { ambiguousId } from "./ambiguous-id.js";
import { componentBody } from "./component-body.js";
import { componentId } from "./component-id.js";
import { componentRequired } from "./component-required.js";
import { connectorCycle } from "./connector-cycle.js";
import { connectorUsage } from "./connector-usage.js";
import { duplicateId } from "./duplicate-id.js";
import { pipelineId } from "./pipeline-id.js";
import { pipelineIncomplete } from "./pipeline-incomplete.js";
import { pipelineKind } from "./pipeline-kind.js";
import { pipelinesMissing } from "./pipelines-missing.js";
import { processorTwice } from "./processor-twice.js";
import { profilesGate } from "./profiles-gate.js";
import { referenceSyntax } from "./reference-syntax.js";
import { removedComponent } from "./removed-component.js";
import { removedOption } from "./removed-option.js";
import { sectionEmpty } from "./section-empty.js";
import { sectionKind } from "./section-kind.js";
import { signalUnsupported } from "./signal-unsupported.js";
import { undefinedReference } from "./undefined-reference.js";
import { unknownPipelineKey } from "./unknown-pipeline-key.js";
import { unknownServiceKey } from "./unknown-service-key.js";
import { unknownTopLevelKey } from "./unknown-top-level-key.js";

/** Everything that the Collector refuses whatever its build: the rules about structure. */
export const STRUCTURE_RULES: readonly Rule[] = [
  unknownTopLevelKey,
  unknownServiceKey,
  unknownPipelineKey,
  sectionKind,
  sectionEmpty,
  componentId,
  duplicateId,
  ambiguousId,
  componentBody,
  componentRequired,
  pipelinesMissing,
  pipelineId,
  profilesGate,
  pipelineKind,
  pipelineIncomplete,
  undefinedReference,
  processorTwice,
  connectorUsage,
  connectorCycle,
  signalUnsupported,
  referenceSyntax,
  removedComponent,
  removedOption,
];
