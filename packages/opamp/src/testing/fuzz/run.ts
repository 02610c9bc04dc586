import { type Verdict, checkCodec } from "./codec-target.js";
import { AgentTarget, ServerTarget } from "./connection-target.js";
import { FrameMaker } from "./frames.js";
import { SeededRandom } from "./random.js";

/** What is fuzzed inside this process. */
export type Target = "codec" | "connection";

/** A frame that did what none may do. */
export interface Found {
  readonly target: Target;
  readonly seed: number;
  readonly index: number;
  readonly frame: Uint8Array;
  readonly error: unknown;
}

/** What a run saw. */
export interface FuzzRun {
  readonly frames: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly slowestMs: number;
  readonly found: Found | undefined;
}

/** Which frames, and what is told while they run. */
export interface FuzzPlan {
  readonly target: Target;
  readonly seed: number;
  /** Index of the first frame. Default 0. */
  readonly from?: number;
  readonly frames: number;
  /** Milliseconds, for the slowest frame. */
  readonly now: () => number;
  readonly progress?: (frames: number) => void;
}

const PROGRESS_EVERY = 100_000;

/** Makes frames from the seed and gives them to the target, until one does what none may do. */
export function fuzz({ target, seed, from = 0, frames, now, progress }: FuzzPlan): FuzzRun {
  const maker = new FrameMaker(seed);
  const verdicts = { accepted: 0, refused: 0, "refused by us alone": 0 };
  const give = target === "codec" ? codecOf(maker, verdicts) : connectionOf(maker, seed);
  let slowestMs = 0;
  for (let count = 0; count < frames; count += 1) {
    const index = from + count;
    const startedAt = now();
    try {
      give(index);
    } catch (error) {
      const frame = maker.frame(directionOf(index), index);
      const found = { target, seed, index, frame, error };
      return { frames: count + 1, verdicts, slowestMs, found };
    }
    slowestMs = Math.max(slowestMs, now() - startedAt);
    if ((count + 1) % PROGRESS_EVERY === 0) progress?.(count + 1);
  }
  return { frames, verdicts, slowestMs, found: undefined };
}

/** Every other frame goes to the agent. */
function directionOf(index: number): "to-server" | "to-agent" {
  return index % 2 === 0 ? "to-server" : "to-agent";
}

function codecOf(maker: FrameMaker, verdicts: Record<Verdict, number>): (index: number) => void {
  return (index) => {
    const direction = directionOf(index);
    verdicts[checkCodec(direction, maker.message(direction, index))] += 1;
  };
}

function connectionOf(maker: FrameMaker, seed: number): (index: number) => void {
  const server = new ServerTarget(new SeededRandom(seed, 9));
  const agent = new AgentTarget();
  return (index) => {
    const frame = maker.frame(directionOf(index), index);
    if (index % 2 === 0) server.receive(frame);
    else agent.receive(frame);
  };
}
