import type { Tone } from "../words/states";
import { count } from "../words/format";

/** Agents that look the same: how many, their word, and how their mark is drawn. */
export interface CellRun {
  readonly agents: number;
  readonly word: string;
  readonly mark: "done" | "moving" | "bad" | "back" | "out" | "waiting";
  readonly tone: Tone;
}

/** Marks at most, whatever the number of agents. */
export const CELLS_MAX = 480;

/** How many agents stand behind one mark, and how many marks each run gets; nobody disappears. */
export function cellsOf(runs: readonly CellRun[]): {
  readonly perCell: number;
  readonly cells: readonly (CellRun & { readonly cells: number })[];
} {
  const agents = runs.reduce((sum, run) => sum + run.agents, 0);
  const perCell = nice(agents / CELLS_MAX);
  const cells = runs
    .filter((run) => run.agents > 0)
    .map((run) => ({ ...run, cells: Math.max(1, Math.round(run.agents / perCell)) }));
  return { perCell, cells };
}

/** The next of 1, 2, 5, 10, 20, 50 and so on. */
function nice(least: number): number {
  for (let unit = 1; ; unit *= 10)
    for (const step of [1, 2, 5]) if (unit * step >= least) return unit * step;
}

/** One mark per agent, or per so many where there are more than fit. Its name says the numbers. */
export function AgentCells({ runs }: { runs: readonly CellRun[] }) {
  const { perCell, cells } = cellsOf(runs);
  const words = cells.map(({ agents, word }) => `${count(agents)} ${word}`);
  return (
    <>
      <div className="cells" role="img" aria-label={words.join(", ")}>
        {cells.map((run) =>
          Array.from({ length: run.cells }, (_, at) => (
            <i key={`${run.word} ${at}`} className={run.mark} title={run.word} />
          )),
        )}
      </div>
      <div className="cells-legend">
        {cells.map(({ agents, word, mark }) => (
          <span key={word}>
            <i className={`cell ${mark}`} />
            {count(agents)} {word}
          </span>
        ))}
        {perCell > 1 ? (
          <span className="quiet">a mark stands for {count(perCell)} agents</span>
        ) : null}
      </div>
    </>
  );
}
