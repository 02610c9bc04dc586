import {
  type ExpressionEvaluator,
  nearest,
  type Policy,
  READY_POLICIES,
  ruleProblems,
} from "@fleethub/collector-config";
import { Misuse } from "../exit.js";
import { readNamed } from "../input.js";

/** Begins the name of a ready-made policy, where otherwise a file is named. */
const READY = "ready:";

/** Policies to judge by, and what evaluates those that are expressions. */
export interface WantedPolicies {
  readonly policies: readonly Policy[];
  readonly expressions?: ExpressionEvaluator;
}

/** Reads policies by the files that hold them, or by their ready-made names. What cannot be meant is a `Misuse`. */
export async function readPolicies(names: readonly string[]): Promise<WantedPolicies> {
  const policies: Policy[] = [];
  for (const name of names) {
    const found = name.startsWith(READY) ? [readyPolicy(name)] : await fromFile(name);
    policies.push(...found);
  }
  const expressions = policies.some(({ rule }) => rule.kind === "expression")
    ? await loadEvaluator()
    : undefined;
  for (const { name, rule } of policies) {
    const [problem] = ruleProblems(rule, expressions);
    if (problem === undefined) continue;
    const where = ["rule", ...problem.path].join(".");
    throw new Misuse(`the policy ${name}: ${where}: ${problem.message}`);
  }
  return { policies, ...(expressions === undefined ? {} : { expressions }) };
}

function readyPolicy(wanted: string): Policy {
  const name = wanted.slice(READY.length);
  const found = READY_POLICIES.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = READY_POLICIES.map((each) => each.name);
  const guess = nearest(name, names);
  const hint = guess === undefined ? `; there are ${names.join(", ")}` : `; did you mean ${guess}?`;
  throw new Misuse(`--policy ${wanted}: there is no ready-made policy ${name}${hint}`);
}

async function fromFile(file: string): Promise<readonly Policy[]> {
  const { text } = await readNamed(file);
  // What reads policies is loaded where they are asked for: most checks do without.
  const { policiesIn } = await import("./policy-file.js");
  return policiesIn(file, text);
}

async function loadEvaluator(): Promise<ExpressionEvaluator> {
  const { createExpressionEvaluator } = await import("@fleethub/collector-config/expressions");
  return createExpressionEvaluator();
}
