export { type Simulation, startSimulation } from "./simulation.js";
export {
  AGENTS_DEFAULT,
  checkSimulationOptions,
  type ConfigSubject,
  type OptionProblem,
  type ResolvedOptions,
  type SimulationOptions,
} from "./options.js";
export { FAULT_KINDS, type Fault, type FaultKind } from "./agent/faults.js";
export type { SimulatedAgent } from "./agent/simulated-agent.js";
export type { ConfigOutcome } from "./agent/config-worker.js";
export type { AgentPlan } from "./fleet/plan.js";

// For those who write rules about configurations.
export type { ComponentList } from "./collector/available-components.js";
export { COMPONENT_CLASSES, type ComponentClass } from "./collector/catalogue.js";
