import { OTTL_FUNCTIONS, type OttlParameter } from "../../ottl/functions.js";
import type { OttlArgument, OttlCall } from "../../ottl/parts.js";
import { nearest } from "../nearest.js";
import { goRegexFault } from "./validation/go-regex.js";

/** What is wrong at an offset of a statement, and what to do. */
export interface OttlFault {
  readonly at: number;
  readonly reason: string;
  readonly remedy: string;
}

/** A function that does not exist, or arguments that it does not take. */
export function callFault(call: OttlCall): OttlFault | undefined {
  const { name, at } = call;
  const parameters = OTTL_FUNCTIONS.get(name);
  if (parameters === undefined) {
    const near = nearest(name, OTTL_FUNCTIONS.keys());
    return {
      at,
      reason: `there is no function "${name}"`,
      remedy: near === undefined ? "Use a function of the language." : `Write "${near}".`,
    };
  }
  if (parameters === null || call.arguments === null) return undefined;
  return countFault(call, call.arguments, parameters) ?? argumentFault(call.arguments, parameters);
}

function countFault(
  { name, at }: OttlCall,
  given: readonly OttlArgument[],
  parameters: readonly OttlParameter[],
): OttlFault | undefined {
  const least = parameters.filter(({ optional }) => !optional).length;
  if (given.length >= least && given.length <= parameters.length) return undefined;
  const count = least === parameters.length ? `${least}` : `${least} to ${parameters.length}`;
  return {
    at,
    reason: `"${name}" takes ${count} ${count === "1" ? "argument" : "arguments"}, not ${given.length}`,
    remedy: `Write ${name}(${parameters.map(shown).join(", ")}).`,
  };
}

function shown({ name, optional }: OttlParameter): string {
  return optional ? `[${name}]` : name;
}

function argumentFault(
  given: readonly OttlArgument[],
  parameters: readonly OttlParameter[],
): OttlFault | undefined {
  const named = given.findIndex(({ name }) => name !== undefined);
  for (const [index, argument] of given.entries()) {
    const { name, at } = argument;
    if (name === undefined && named >= 0 && index > named)
      return {
        at,
        reason: "an argument without a name follows one with a name",
        remedy: "Put arguments with names last.",
      };
    const parameter =
      name === undefined ? parameters[index] : parameters.find((each) => each.name === name);
    if (parameter === undefined) {
      const names = parameters.map((each) => each.name);
      const near = nearest(name ?? "", names);
      return {
        at,
        reason: `there is no parameter "${name ?? ""}"`,
        remedy: `Write "${near ?? names.join(", ")}".`,
      };
    }
    const fault = kindFault(argument, parameter);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const WANTED: Readonly<Record<Exclude<OttlParameter["kind"], "any" | "pattern">, string>> = {
  path: "a path",
  text: "a text in quotes",
  integer: "a whole number",
  number: "a number with a point",
  boolean: "true or false",
  list: "a list in brackets",
  lambda: "a function of its own",
};

function kindFault(argument: OttlArgument, { name, kind }: OttlParameter): OttlFault | undefined {
  const { at } = argument;
  if (kind === "any" || argument.kind === kind) return undefined;
  if (kind !== "pattern")
    return {
      at,
      reason: `"${name}" is to be written as ${WANTED[kind]}`,
      remedy: `Write ${WANTED[kind]}.`,
    };
  // Escapes that JSON does not know are left alone: then the pattern is not looked at.
  const pattern = argument.text === undefined ? undefined : unquoted(argument.text);
  const fault = pattern === undefined ? undefined : goRegexFault(pattern);
  return fault === undefined
    ? undefined
    : { at, reason: `"${name}" is no regular expression: ${fault}`, remedy: "Correct it there." };
}

function unquoted(text: string): string | undefined {
  if (/\\[^bfnrt"\\u]/.test(text.replaceAll("\\\\", ""))) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
