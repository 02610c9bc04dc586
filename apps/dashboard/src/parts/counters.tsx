import type { Facets as FacetCounts, Health, Presence, Sync } from "@fleethub/api";
import { asksFor, toggled } from "../data/query-text";
import { count } from "../words/format";
import { FLOW } from "../words/flow";
import { HEALTH, MOVING, PRESENCE, SYNC, type Tone } from "../words/states";
import { Mark } from "./mark";

interface Counter {
  readonly label: string;
  readonly values: readonly string[];
  readonly tone: Tone;
  readonly mark?: Presence | Health | "silent";
  /** Shown only where there is one. */
  readonly rare?: true;
  /** Another field than its section's: its agents are counted there already, so the bar leaves them out. */
  readonly field?: string;
}

const presence = (of: Presence): Counter => ({
  label: PRESENCE[of].word,
  values: [of],
  tone: PRESENCE[of].tone,
  mark: of,
});
const sync = (of: Sync): Counter => ({ label: SYNC[of].word, values: [of], tone: SYNC[of].tone });
const health = (of: Health): Counter => ({
  label: HEALTH[of].word,
  values: [of],
  tone: HEALTH[of].tone,
  mark: of,
});

const flow = (of: "silent" | "losing-data"): Counter => ({
  label: FLOW[of].word,
  values: [of],
  tone: FLOW[of].tone,
  mark: "silent",
  rare: true,
  field: "flow",
});

const SECTIONS: readonly {
  readonly title: string;
  readonly field: string;
  readonly counters: readonly Counter[];
}[] = [
  {
    title: "Presence",
    field: "presence",
    counters: [
      presence("connected"),
      presence("stale"),
      presence("disconnected"),
      { ...presence("never-seen"), rare: true },
    ],
  },
  {
    title: "Config sync",
    field: "sync",
    counters: [
      sync("in-sync"),
      { label: "Moving", values: MOVING, tone: "move" },
      sync("failed"),
      sync("rolled-back"),
      sync("drifted"),
      sync("incompatible"),
      sync("awaiting-approval"),
      sync("unmanaged"),
    ],
  },
  {
    title: "Health",
    field: "health",
    counters: [
      health("healthy"),
      health("degraded"),
      health("unhealthy"),
      { ...health("restarting"), rare: true },
      health("unknown"),
      flow("silent"),
      flow("losing-data"),
    ],
  },
];

/** The whole fleet in numbers. Each number is a filter and says whether it is on. */
export function Counters(props: {
  facets: FacetCounts;
  query: string;
  onChange: (query: string) => void;
}) {
  return (
    <div className="tally" role="group" aria-label="Fleet counters, each is a filter">
      {SECTIONS.map((section) => {
        const counts = section.counters.map((counter) => ({
          counter,
          field: counter.field ?? section.field,
          n: sum(props.facets, counter.field ?? section.field, counter),
        }));
        return (
          <section key={section.field}>
            <h2>{section.title}</h2>
            <div className="bar" aria-hidden="true">
              {counts.map(({ counter, n }) =>
                n > 0 && counter.field === undefined ? (
                  <i
                    key={counter.label}
                    className={`bg-${counter.tone}`}
                    style={{ flex: `${n} 0 0` }}
                  />
                ) : null,
              )}
            </div>
            <div className="set">
              {counts
                .filter(({ counter, n }) => n > 0 || !counter.rare)
                .map(({ counter, field, n }) => (
                  <button
                    key={counter.label}
                    type="button"
                    className={n === 0 ? "zero" : undefined}
                    aria-pressed={asksFor(props.query, field, counter.values)}
                    onClick={() => props.onChange(toggled(props.query, field, counter.values))}
                  >
                    <b>{count(n)}</b>
                    <span>
                      {counter.mark ? <Mark of={counter.mark} /> : null}
                      {counter.label}
                    </span>
                  </button>
                ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

function sum(facets: FacetCounts, field: string, counter: Counter): number {
  return (facets.facets[field] ?? [])
    .filter(({ value }) => counter.values.includes(value))
    .reduce((all, { count }) => all + count, 0);
}
