import type { Policy } from "../policy.js";

/**
 * Attributes that hold what people and models say, by the semantic conventions for generative AI: first the names in
 * force, then those of earlier conventions, `gen_ai.prompt.0.content` and its like included.
 */
export const GEN_AI_CONTENT_ATTRIBUTES: readonly string[] = [
  "gen_ai.input.messages",
  "gen_ai.output.messages",
  "gen_ai.system_instructions",
  "gen_ai.tool.definitions",
  "gen_ai.tool.call.arguments",
  "gen_ai.tool.call.result",
  "gen_ai.retrieval.query.text",
  "gen_ai.retrieval.documents",
  "gen_ai.prompt*",
  "gen_ai.completion*",
];

/** The same content under the names of libraries that go their own way. */
export const OTHER_MODEL_CONTENT_ATTRIBUTES: readonly string[] = [
  "llm.prompts*",
  "llm.completions*",
  "llm.input_messages*",
  "llm.output_messages*",
  "input.value",
  "output.value",
  "traceloop.entity.input",
  "traceloop.entity.output",
];

export const GEN_AI_POLICIES: readonly Policy[] = [
  {
    name: "gen-ai-content",
    title: "Prompts are masked before they leave",
    description:
      "What people ask models, what models answer and what tools are called with is removed, hashed or masked before data leaves the machine.",
    severity: "block",
    rule: {
      kind: "attributes-removed",
      attributes: GEN_AI_CONTENT_ATTRIBUTES,
      atLeast: "masked",
      exceptHosts: ["localhost"],
    },
  },
  {
    name: "model-content",
    title: "Prompts of other libraries are masked before they leave",
    description:
      "The same for libraries that do not use the semantic conventions: llm.*, input.value, output.value, traceloop.*.",
    severity: "warn",
    rule: {
      kind: "attributes-removed",
      attributes: OTHER_MODEL_CONTENT_ATTRIBUTES,
      atLeast: "masked",
      exceptHosts: ["localhost"],
    },
  },
];
