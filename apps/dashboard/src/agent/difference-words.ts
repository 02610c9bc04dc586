import type { EffectiveConfig } from "@fleethub/api";

/** One disagreement between what is desired and what runs. */
export type ConfigDifference = EffectiveConfig["differences"][number];
/** One value that cannot be compared. */
export type OpenValue = EffectiveConfig["unjudged"][number];

const SECTIONS = ["receivers", "processors", "exporters", "connectors", "extensions"];

/** What a disagreement is about: a component, a pipeline or a section, and the option inside it. */
function partsOf(path: readonly string[]): { readonly of: string; readonly option: string } {
  const [section = "", name, ...rest] = path;
  if (name === undefined) return { of: section, option: "" };
  if (SECTIONS.includes(section)) return { of: name, option: rest.join(".") };
  if (section === "service" && name === "pipelines" && rest[0] !== undefined)
    return { of: `pipeline ${rest[0]}`, option: rest.slice(1).join(".") };
  return { of: section, option: [name, ...rest].join(".") };
}

/** What differs, in one sentence. */
export function differenceTitle({ path, kind, desired, effective }: ConfigDifference): string {
  const { of, option } = partsOf(path);
  if (option === "") {
    if (kind === "missing") return `${of} is not in what runs`;
    if (kind === "extra") return `${of} runs and is not desired`;
    return `${of} is another one than desired`;
  }
  if (kind === "missing") return `${of} runs without ${option}`;
  if (kind === "extra")
    return `${of} runs with ${option}${isShort(effective) ? ` ${effective}` : ""}, which is not desired`;
  return isShort(desired) && isShort(effective)
    ? `${of} runs with ${option} ${effective} instead of ${desired}`
    : `${of} runs with ${option} set differently`;
}

/** Values of more than a word or two stand beneath the sentence, not in it. */
const SHORT = 32;

function isShort(value: string | null): value is string {
  return value !== null && value !== "" && value.length <= SHORT;
}

const BECAUSE: Readonly<Record<OpenValue["because"], string>> = {
  environment: "taken from the agent’s environment",
  redacted: "a secret that is masked",
  "not-printed": "not printed back by a Collector",
};

/** Why a value cannot be compared. */
export const becauseWords = (value: OpenValue): string => BECAUSE[value.because];

/** The folded line: how many, and why, the most frequent reason first. */
export function openTitle(values: readonly OpenValue[]): string {
  const counts = new Map<string, number>();
  for (const value of values)
    counts.set(becauseWords(value), (counts.get(becauseWords(value)) ?? 0) + 1);
  const reasons = [...counts].sort(([, a], [, b]) => b - a);
  const why =
    reasons.length === 1
      ? reasons.map(([word]) => word)
      : reasons.map(([word, count]) => `${count} ${word}`);
  return `${values.length} ${values.length === 1 ? "value" : "values"} cannot be compared: ${why.join(", ")}`;
}
