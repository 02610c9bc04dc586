import type { Finding, ReportedComponents } from "@fleethub/collector-config";
import type { BodyDigest, ConfigHash, JudgedEvent, JudgeEffect } from "@fleethub/fleet";
import type { ConfigJudge } from "../ports.js";
import type { BodyKeeper } from "./body-keeper.js";
import { BoundedCache } from "./bounded-cache.js";
import type { ConfigBodies } from "./config-bodies.js";
import type { Counters } from "./counters.js";
import { parseComponentList } from "./facts/components.js";

/** Answers remembered, by what was asked: enough for a fleet in which every agent has its own values. */
const ANSWERS_MAX = 20_000;

/** Component lists remembered as they were read: one for each build of the Collector. */
const LISTS_MAX = 100;

type Contains = Awaited<ReturnType<ConfigJudge["contains"]>>;

/** Judgements about YAML, each distinct pair once. Rejects while the store is away. */
export interface Judgements {
  /** Errors that keep an agent with these components from running this text; null: not known. */
  cannotRun(
    hash: ConfigHash,
    text: string,
    components: BodyDigest,
  ): Promise<readonly Finding[] | null>;
  /** Does the effective config contain the one with this hash? */
  contains(hash: ConfigHash, effective: BodyDigest): Promise<Contains>;
  /** Answers what the reducer asks; null where there is no answer now. */
  verdict(
    question: JudgeEffect["question"],
    components: BodyDigest | null,
  ): Promise<JudgedEvent["verdict"] | null>;
}

export function createJudgements(deps: {
  readonly judge: ConfigJudge;
  readonly keeper: BodyKeeper;
  readonly bodies: ConfigBodies;
  readonly counters: Counters;
}): Judgements {
  const { judge, keeper, bodies, counters } = deps;
  const answers = new BoundedCache<string, Promise<unknown>>(ANSWERS_MAX);
  const lists = new BoundedCache<BodyDigest, ReportedComponents>(LISTS_MAX);
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const known = answers.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    counters.count("judgements");
    const answer = ask();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  };

  const listOf = async (digest: BodyDigest): Promise<ReportedComponents | null> => {
    const known = lists.get(digest);
    if (known !== undefined) return known;
    const text = await keeper.text(digest);
    const list = text === null ? null : parseComponentList(text);
    if (list !== null) lists.set(digest, list);
    return list;
  };

  const cannotRun: Judgements["cannotRun"] = async (hash, text, digest) => {
    const key = `runnable ${hash} ${digest}`;
    // Thousands of agents list the same components: what was judged needs the list no more.
    const findings = await once(key, async () => {
      const components = await listOf(digest);
      if (components === null) return null;
      const all = await judge.check(text, components);
      return all.filter(({ severity }) => severity === "error");
    });
    if (findings === null) answers.delete(key);
    return findings;
  };

  const contains: Judgements["contains"] = async (hash, digest) => {
    const [desired, effective] = await Promise.all([bodies.load(hash), keeper.text(digest)]);
    if (desired === null || effective === null) return { verdict: "cannot-tell", difference: "" };
    return once(`contains ${hash} ${digest}`, () => judge.contains(desired.text, effective));
  };

  return {
    cannotRun,
    contains,
    async verdict(question, components) {
      const { hash } = question;
      if (question.question === "contains") {
        const { effectiveDigest } = question;
        const { verdict: answer, difference } = await contains(hash, effectiveDigest);
        return { question: "contains", hash, effectiveDigest, answer, difference };
      }
      const { componentsHash } = question;
      const desired = await bodies.load(hash);
      if (desired === null || components === null) return null;
      const findings = await cannotRun(hash, desired.text, components);
      if (findings === null) return null;
      const answer = findings.length === 0 ? "runnable" : "not-runnable";
      const reason = findings[0]?.message ?? "";
      return { question: "runnable", hash, componentsHash, answer, reason };
    },
  };
}
