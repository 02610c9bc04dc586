import type { Tone } from "../words/states";
import { Badge } from "./badge";
import { Icon, type IconName } from "./icon";

/** One wave as it is drawn; it knows nothing of rollouts. */
export interface DrawnWave {
  readonly key: number;
  readonly name: string;
  readonly badge: { readonly word: string; readonly tone: Tone; readonly icon: IconName };
  readonly agents: number;
  /** How many agents of each colour, in order. */
  readonly bar: readonly (readonly [number, Tone])[];
  readonly progress: string;
  readonly note: string;
  /** Its turn has not come. */
  readonly later: boolean;
}

/** How many agents of each colour; those that are none of them are the empty rest. The words stand beside it. */
export function WaveBar(props: { parts: readonly (readonly [number, Tone])[]; of: number }) {
  const rest = props.of - props.parts.reduce((sum, [agents]) => sum + agents, 0);
  return (
    <div className="bar" aria-hidden="true">
      {props.parts.map(([agents, tone]) => (
        <i key={tone} className={`bg-${tone}`} style={{ flex: `${agents} 0 0` }} />
      ))}
      {rest > 0 ? <i className="none" style={{ flex: `${rest} 0 0` }} /> : null}
    </div>
  );
}

/** Waves from left to right, wider where they reach more. A click shows the agents of one. */
export function Waves(props: {
  waves: readonly DrawnWave[];
  open: number;
  onOpen: (key: number) => void;
}) {
  return (
    <div className="waves" role="group" aria-label="Waves, each shows its agents">
      {props.waves.map((wave) => (
        <button
          key={wave.key}
          type="button"
          className={`wave${wave.key === props.open ? " on" : ""}${wave.later ? " later" : ""}`}
          aria-pressed={wave.key === props.open}
          style={{ flexGrow: Math.max(1, Math.log10(wave.agents + 1)) }}
          onClick={() => props.onOpen(wave.key)}
        >
          <span className="h">
            <span className="name">{wave.name}</span>
            <Badge tone={wave.badge.tone}>
              <Icon name={wave.badge.icon} small />
              {wave.badge.word}
            </Badge>
          </span>
          <WaveBar parts={wave.bar} of={wave.agents} />
          <b>{wave.progress}</b>
          <span className="note-line">{wave.note}</span>
        </button>
      ))}
    </div>
  );
}
