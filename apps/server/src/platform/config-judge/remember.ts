import { createHash } from "node:crypto";
import type { ConfigDesk } from "./config-desk.js";

/** Verdicts kept; the one not asked for longest goes first. */
export const VERDICTS_MAX = 2_000;

/** Asks the judge once per distinct input. Failures are forgotten, so that they are asked again. */
export function remembering(judge: ConfigDesk, max: number = VERDICTS_MAX): ConfigDesk {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(parts: readonly string[], ask: () => Promise<T>): Promise<T> => {
    const key = digestOf(parts);
    const verdict = (known.get(key) as Promise<T> | undefined) ?? ask();
    known.delete(key);
    known.set(key, verdict);
    verdict.catch(() => known.delete(key));
    const oldest = known.size > max ? known.keys().next() : undefined;
    if (oldest?.done === false) known.delete(oldest.value);
    return verdict;
  };
  return {
    check: (content, components) =>
      once(["check", content, JSON.stringify(components)], () => judge.check(content, components)),
    contains: (desired, effective) =>
      once(["contains", desired, effective], () => judge.contains(desired, effective)),
    redact: (text) => once(["redact", text], () => judge.redact(text)),
    difference: (before, after) =>
      once(["difference", before, after], () => judge.difference(before, after)),
    fingerprint: (content) => once(["fingerprint", content], () => judge.fingerprint(content)),
    policy: (rule, content) =>
      once(["policy", JSON.stringify(rule), content], () => judge.policy(rule, content)),
    explain: (effective, desired) =>
      once(["explain", effective, desired ?? "", `${desired === null}`], () =>
        judge.explain(effective, desired),
      ),
    // Whole texts are no verdicts: who needs them again keeps them.
    merge: (base, layers) => judge.merge(base, layers),
    render: (content, declarations, values) => judge.render(content, declarations, values),
    // Never kept: what comes back holds secrets.
    putSecrets: (content, values) => judge.putSecrets(content, values),
    imported: (effective) => judge.imported(effective),
  };
}

function digestOf(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("base64");
}
