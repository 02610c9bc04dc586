import { nearest, RULES, type Severity } from "@fleethub/collector-config";
import { Misuse } from "../exit.js";

/** The flags of `fleethub check` as commander reads them. */
export interface CheckFlags {
  readonly output: "text" | "json" | "sarif" | "github";
  readonly collectorVersion?: string;
  readonly rule: readonly string[];
  readonly featureGate: readonly string[];
  readonly layer: readonly string[];
  readonly policy: readonly string[];
  readonly strict?: true;
  readonly against?: string;
  readonly hub: string;
  readonly tokenFile?: string;
  readonly rulesUrl?: string;
}

/** What they ask for. */
export interface CheckWishes {
  /** Without a leading `v`; undefined: the version that a check supposes. */
  readonly version: string | undefined;
  readonly rules: Readonly<Record<string, Severity | "off">>;
  readonly featureGates: readonly string[];
  readonly layers: readonly string[];
  /** Files that hold policies, or `ready:NAME`. */
  readonly policies: readonly string[];
}

const SEVERITIES: readonly (Severity | "off")[] = ["error", "warning", "info", "off"];

/** Reads the flags; what cannot be meant is a `Misuse`. */
export function readCheckFlags(flags: CheckFlags): CheckWishes {
  const { collectorVersion: version } = flags;
  if (version !== undefined && !/^v?\d+\.\d+\.\d+/.test(version))
    throw new Misuse(`--collector-version ${version}: write it as 0.159.0`);
  return {
    version: version?.replace(/^v/, ""),
    rules: Object.fromEntries(flags.rule.map(readRule)),
    featureGates: flags.featureGate,
    layers: flags.layer,
    policies: flags.policy,
  };
}

function readRule(text: string): readonly [string, Severity | "off"] {
  const cut = text.indexOf("=");
  const code = cut < 0 ? text : text.slice(0, cut);
  const severity = SEVERITIES.find((each) => each === text.slice(cut + 1));
  if (cut < 0 || severity === undefined)
    throw new Misuse(`--rule ${text}: write ${code}=error, =warning, =info or =off`);
  const codes = RULES.map((rule) => rule.code);
  if (codes.includes(code)) return [code, severity];
  const guess = nearest(code, codes);
  const hint = guess === undefined ? "" : `; did you mean ${guess}?`;
  throw new Misuse(`--rule ${text}: there is no rule ${code}${hint}`);
}
