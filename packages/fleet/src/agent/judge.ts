import type { JudgedEvent } from "./events.js";
import type { ConfigHash } from "./facts.js";
import { desiredHash, isRejected } from "./hashes.js";
import { findContains, findRunnable, VERDICTS_MAX } from "./judgements.js";
import { neverReportsStatus } from "./offer.js";
import type { AgentState, ContainsVerdict, RunnableVerdict } from "./state.js";
import { acceptsConfig } from "./target.js";
import type { Turn } from "./turn.js";
import { unfinishedHash } from "./unfinished.js";

/** Asks for the judgements that the next decision needs, once per distinct input. */
export function askJudgements(turn: Turn): void {
  const { state } = turn;
  const { desired } = state.intent;
  const { components, effective, remoteConfig } = state.report;
  if (desired.kind === "revision" && !desired.forced && remoteConfig?.hash !== desired.hash) {
    if (components !== null && components.listed !== null) {
      askRunnable(turn, desired.hash, components.hash);
    }
  }
  if (effective === null || effective.empty) return;
  for (const hash of hashesToFind(state)) askContains(turn, hash, effective.digest);
}

/** Takes an answer. Answers to questions nobody remembers are dropped. */
export function takeVerdict(turn: Turn, { verdict }: JudgedEvent): void {
  const { judged } = turn.state;
  if (verdict.question === "contains") {
    const asked = findContains(turn.state, verdict.hash, verdict.effectiveDigest);
    if (asked === undefined) return;
    const { answer, difference } = verdict;
    turn.patch({
      judged: { ...judged, contains: withAnswer(judged.contains, asked, { answer, difference }) },
    });
    return;
  }
  const asked = findRunnable(turn.state, verdict.hash, verdict.componentsHash);
  if (asked === undefined) return;
  const { answer, reason } = verdict;
  turn.patch({
    judged: { ...judged, runnable: withAnswer(judged.runnable, asked, { answer, reason }) },
  });
}

/** Judgements that are out, by when they were asked for. */
export function openQuestions(state: AgentState): readonly (ContainsVerdict | RunnableVerdict)[] {
  return [...state.judged.contains, ...state.judged.runnable].filter(
    (verdict) => verdict.answer === null,
  );
}

/** What the effective config is compared with: what is said to run, or would be said if the agent spoke of it. */
function hashesToFind(state: AgentState): readonly ConfigHash[] {
  const reported = state.report.remoteConfig;
  const isSilent = neverReportsStatus(state) || !acceptsConfig(state);
  const wanted = [desiredHash(state.intent), state.outcome.returning?.to ?? null];
  return wanted.filter(
    (hash): hash is ConfigHash =>
      hash !== null &&
      hash !== state.intent.handBackHash &&
      !isRejected(state.outcome, hash) &&
      (isSilent ||
        (reported?.hash === hash && reported.status !== "applying") ||
        unfinishedHash(state) === hash),
  );
}

function askContains(
  turn: Turn,
  hash: ConfigHash,
  effectiveDigest: ContainsVerdict["effectiveDigest"],
): void {
  const asked = findContains(turn.state, hash, effectiveDigest);
  if (asked !== undefined && !isOverdue(turn, asked)) return;
  const { judged } = turn.state;
  const question = { hash, effectiveDigest, answer: null, difference: "", askedAt: turn.now };
  turn.patch({ judged: { ...judged, contains: withQuestion(judged.contains, asked, question) } });
  turn.afterwards({ kind: "judge", question: { question: "contains", hash, effectiveDigest } });
}

function askRunnable(turn: Turn, hash: ConfigHash, componentsHash: string): void {
  const asked = findRunnable(turn.state, hash, componentsHash);
  if (asked !== undefined && !isOverdue(turn, asked)) return;
  const { judged } = turn.state;
  const question = { hash, componentsHash, answer: null, reason: "", askedAt: turn.now };
  turn.patch({ judged: { ...judged, runnable: withQuestion(judged.runnable, asked, question) } });
  turn.afterwards({ kind: "judge", question: { question: "runnable", hash, componentsHash } });
}

function isOverdue(turn: Turn, asked: ContainsVerdict | RunnableVerdict): boolean {
  return asked.answer === null && turn.now - asked.askedAt >= turn.settings.judgeRetryMs;
}

function withQuestion<Verdict>(
  verdicts: readonly Verdict[],
  former: Verdict | undefined,
  question: Verdict,
): readonly Verdict[] {
  return [...verdicts.filter((verdict) => verdict !== former), question].slice(-VERDICTS_MAX);
}

function withAnswer<Verdict>(
  verdicts: readonly Verdict[],
  asked: Verdict,
  answer: Partial<Verdict>,
): readonly Verdict[] {
  return verdicts.map((verdict) => (verdict === asked ? { ...verdict, ...answer } : verdict));
}
