import { askJudgements } from "./judge.js";
import { watchWindow } from "./proving.js";
import { supersedeReturn } from "./return.js";
import { believeApplied } from "./status.js";
import type { Turn } from "./turn.js";

/** Draws the conclusions that follow from the facts as they stand, whatever event moved them. */
export function settle(turn: Turn): void {
  believeApplied(turn);
  watchWindow(turn);
  supersedeReturn(turn);
  askJudgements(turn);
}
