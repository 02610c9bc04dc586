import { type Slot, slotsOf, VOLATILE_MARK } from "./slots.js";

/** An effective config in two parts: what agents share, and what is each agent's own. */
export interface SplitConfig {
  /** The text with a mark in place of each volatile part; equal for agents that run one configuration. */
  readonly stable: string;
  /** What the marks stand for, by dotted path, as raw text. */
  readonly volatile: Readonly<Record<string, string>>;
  /** False where the layout is not that of a supervised Collector: then `stable` is the whole text. */
  readonly recognised: boolean;
  /** As {@link supervisedBy} says of the text. */
  readonly supervised: boolean;
}

/**
 * Sets an agent's own values apart, line by line, without reading YAML: instance UID, parent process, loopback address
 * of the supervisor's server and agent description of `extensions.opamp`, and `service.telemetry.resource`; of any
 * block layout, indentation and order of keys. What is a text inside another value stays where it is.
 * `joinVolatile` gives back exactly the text. Linear in the text's length; never throws.
 */
export function splitVolatile(effectiveText: string): SplitConfig {
  const slots = slotsOf(effectiveText);
  const names = new Set(slots.map((slot) => slot.path));
  const recognised = names.has("extensions.opamp.ppid") && names.size === slots.length;
  const supervised = namesProcess(effectiveText, slots);
  if (!recognised) return { stable: effectiveText, volatile: {}, recognised, supervised };
  const volatile = Object.fromEntries(
    slots.map((slot) => [slot.path, effectiveText.slice(slot.start, slot.end)]),
  );
  const stable = fill(effectiveText, slots, () => VOLATILE_MARK);
  return { stable, volatile, recognised, supervised };
}

/** The text that `splitVolatile` took apart. Marks without a value stay. */
export function joinVolatile(stable: string, volatile: Readonly<Record<string, string>>): string {
  if (Object.keys(volatile).length === 0) return stable;
  return fill(stable, slotsOf(stable), (slot) =>
    Object.hasOwn(volatile, slot.path) ? volatile[slot.path] : undefined,
  );
}

function fill(
  text: string,
  slots: readonly Slot[],
  value: (slot: Slot) => string | undefined,
): string {
  let done = "";
  let at = 0;
  for (const slot of slots) {
    done += text.slice(at, slot.start) + (value(slot) ?? text.slice(slot.start, slot.end));
    at = slot.end;
  }
  return done + text.slice(at);
}

/**
 * Whether a supervisor runs this Collector: `extensions.opamp.ppid` names its process. A Collector with the opamp
 * extension alone prints 0 there.
 */
export function supervisedBy(effectiveText: string): boolean {
  return namesProcess(effectiveText, slotsOf(effectiveText));
}

function namesProcess(text: string, slots: readonly Slot[]): boolean {
  const ppid = slots.find((slot) => slot.path === "extensions.opamp.ppid");
  return ppid !== undefined && /^\s+[1-9]\d*\s*$/.test(text.slice(ppid.start, ppid.end));
}
