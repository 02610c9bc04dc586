import type { ReadingFault } from "./reading-faults.js";

/** Findings of layers, variables and policies: told by what merges, renders and guards, not by rules. */
export const OTHER_FINDINGS: readonly ReadingFault[] = [
  {
    code: "layer-operation-shape",
    severity: "error",
    summary: "An item among a layer's operations that is no operation.",
    why: "A list of a pipeline holds either names or operations such as `{append: NAME}`; see [Layers](../layers.md).",
  },
  {
    code: "layer-operation-mixed",
    severity: "error",
    summary: "A list of a layer that holds both names and operations.",
    why: "Names replace the whole list beneath, operations change it: one list cannot do both.",
  },
  {
    code: "layer-operation-target",
    severity: "error",
    summary: "An operation for something that is not beneath.",
    why: "An insertion needs the name that it goes before or after, and operations need a list to change. Removing what is not there is only a warning.",
  },
  {
    code: "layer-operation-conflict",
    severity: "error",
    summary: "Operations of one list that work against each other.",
    why: "No order of the list fits all of them; one operation for each name is enough.",
  },
  {
    code: "layer-clears-section",
    severity: "warning",
    summary: "A layer that takes a whole section away.",
    why: "An empty value replaces what is beneath, as any value does. Leave the key out to keep it.",
  },
  {
    code: "layer-too-large",
    severity: "error",
    summary: "A layer with which the configuration would pass a limit.",
    why: "Merging is bounded as reading is; the message names the limit.",
  },
  {
    code: "too-many-layers",
    severity: "error",
    summary: "More layers than are merged.",
    why: "The message names the limit; put several fragments together into one.",
  },
  {
    code: "missing-variable",
    severity: "error",
    summary: "A declared variable that has neither a value nor a default.",
    why: "Nothing is sent to an agent before every variable has a value there; see [Layers](../layers.md).",
  },
  {
    code: "undeclared-variable",
    severity: "error",
    summary: "A variable `${fleethub:NAME}` that is not declared.",
    why: "Variables are declared with their type, so that a slip in a name is found before anything leaves.",
  },
  {
    code: "variable-type",
    severity: "error",
    summary: "A value of a variable that is not of its type.",
    why: "The type is what keeps a number a number, and a text a text, whatever it looks like.",
  },
  {
    code: "variable-place",
    severity: "error",
    summary: "A variable where no value is put in.",
    why: "Values may have variables; keys, and the inside of another `${…}`, may not.",
  },
  {
    code: "undeclared-secret",
    severity: "error",
    summary: "A secret `${fleethub:secret/NAME}` that the hub does not have.",
    why: "No agent could be offered the configuration. It is told where the secrets of a hub are known: when a revision is saved, and in the console's editor; see [Secrets](../secrets.md).",
  },
  {
    code: "policy",
    severity: "error",
    summary: "A path or component that breaks a policy of yours.",
    why: "The message names the policy and the path, the remedy the missing step. Severity and scope are those of the policy: see [Policies](../policies.md).",
  },
];
