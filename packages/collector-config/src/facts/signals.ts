import type { ComponentClass } from "../parse/config.js";
import { knownComponent, knownComponents } from "./component-words.js";

/** The signals that pipelines may carry. */
export const SIGNALS = ["traces", "metrics", "logs", "profiles"] as const;
export type Signal = (typeof SIGNALS)[number];

/** True for the word before the slash of a valid pipeline id. */
export function isSignal(word: string): word is Signal {
  return SIGNALS.some((signal) => signal === word);
}

const LETTER: Record<Signal, string> = { traces: "t", metrics: "m", logs: "l", profiles: "p" };

/**
 * Whether a component takes a signal in any version from 0.149 to 0.159; undefined where the facts do not say, as for
 * profiles, whose support moves from version to version.
 */
export function supportsSignal(
  kind: Exclude<ComponentClass, "connector" | "extension">,
  type: string,
  signal: Signal,
): boolean | undefined {
  if (signal === "profiles") return undefined;
  return knownComponent(kind, type)?.signals?.includes(LETTER[signal]);
}

/** Whether a connector leads from one signal to another; undefined where the facts do not say. */
export function connectsSignals(type: string, from: Signal, to: Signal): boolean | undefined {
  const pairs = knownComponent("connector", type)?.signals;
  if (pairs === undefined) return undefined;
  // What leads every signal to itself and nothing else does not turn one signal into another, profiles included.
  if (from !== to && pairs.every(([first, second]) => first === second)) return false;
  if (from === "profiles" || to === "profiles") return undefined;
  return pairs.includes(LETTER[from] + LETTER[to]);
}

/** Every type of a class that the facts name, of renamed ones the newer name: for "did you mean". */
export function knownTypes(kind: ComponentClass): readonly string[] {
  return knownComponents(kind).map(({ names }) => names[0]);
}
