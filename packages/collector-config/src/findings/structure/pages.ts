import type { RulePage } from "../rule.js";
import { ambiguousId, ambiguousIdPage } from "./ambiguous-id.js";
import { componentBody, componentBodyPage } from "./component-body.js";
import { componentId, componentIdPage } from "./component-id.js";
import { componentNotAvailable, componentNotAvailablePage } from "./component-not-available.js";
import { componentRequired, componentRequiredPage } from "./component-required.js";
import { connectorCycle, connectorCyclePage } from "./connector-cycle.js";
import { connectorOneSided, connectorOneSidedPage } from "./connector-one-sided.js";
import { connectorSignals, connectorSignalsPage } from "./connector-signals.js";
import { duplicateId, duplicateIdPage } from "./duplicate-id.js";
import { noExporters, noExportersPage } from "./no-exporters.js";
import { noPipelines, noPipelinesPage } from "./no-pipelines.js";
import { noReceivers, noReceiversPage } from "./no-receivers.js";
import { pipelineId, pipelineIdPage } from "./pipeline-id.js";
import { pipelineIncomplete, pipelineIncompletePage } from "./pipeline-incomplete.js";
import { pipelineKind, pipelineKindPage } from "./pipeline-kind.js";
import { processorTwice, processorTwicePage } from "./processor-twice.js";
import { profilesGate, profilesGatePage } from "./profiles-gate.js";
import { referenceSyntax, referenceSyntaxPage } from "./reference-syntax.js";
import { removedComponent, removedComponentPage } from "./removed-component.js";
import { removedOption, removedOptionPage } from "./removed-option.js";
import { secretPlace, secretPlacePage } from "./secret-place.js";
import { sectionKind, sectionKindPage } from "./section-kind.js";
import { signalUnsupported, signalUnsupportedPage } from "./signal-unsupported.js";
import { undefinedReference, undefinedReferencePage } from "./undefined-reference.js";
import { unfamiliarType, unfamiliarTypePage } from "./unfamiliar-type.js";
import { unknownPipelineKey, unknownPipelineKeyPage } from "./unknown-pipeline-key.js";
import { unknownServiceKey, unknownServiceKeyPage } from "./unknown-service-key.js";
import { unknownTopLevelKey, unknownTopLevelKeyPage } from "./unknown-top-level-key.js";

/** The pages of this level by code of the rule. Beside the rules, so that programs that only check load none. */
export const STRUCTURE_PAGES: Readonly<Record<string, RulePage>> = {
  [unknownTopLevelKey.code]: unknownTopLevelKeyPage,
  [unknownServiceKey.code]: unknownServiceKeyPage,
  [unknownPipelineKey.code]: unknownPipelineKeyPage,
  [sectionKind.code]: sectionKindPage,
  [noReceivers.code]: noReceiversPage,
  [noExporters.code]: noExportersPage,
  [componentId.code]: componentIdPage,
  [duplicateId.code]: duplicateIdPage,
  [ambiguousId.code]: ambiguousIdPage,
  [componentBody.code]: componentBodyPage,
  [componentRequired.code]: componentRequiredPage,
  [noPipelines.code]: noPipelinesPage,
  [pipelineId.code]: pipelineIdPage,
  [profilesGate.code]: profilesGatePage,
  [pipelineKind.code]: pipelineKindPage,
  [pipelineIncomplete.code]: pipelineIncompletePage,
  [undefinedReference.code]: undefinedReferencePage,
  [processorTwice.code]: processorTwicePage,
  [connectorOneSided.code]: connectorOneSidedPage,
  [connectorSignals.code]: connectorSignalsPage,
  [connectorCycle.code]: connectorCyclePage,
  [signalUnsupported.code]: signalUnsupportedPage,
  [referenceSyntax.code]: referenceSyntaxPage,
  [secretPlace.code]: secretPlacePage,
  [removedComponent.code]: removedComponentPage,
  [removedOption.code]: removedOptionPage,
  [unfamiliarType.code]: unfamiliarTypePage,
  [componentNotAvailable.code]: componentNotAvailablePage,
};
