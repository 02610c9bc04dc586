import { Icon } from "../parts/icon";
import type { Way } from "./templates";
import { WAYS } from "./ways";

/** Who talks to the hub: one of a few, on one page. */
export function Choices(props: { way: Way; onChange: (way: Way) => void }) {
  return (
    <section className="step done" aria-labelledby="choose">
      <span className="no">
        <Icon name="check" small />
      </span>
      <div>
        <h2 id="choose">Who talks to the hub?</h2>
        <div className="opts two-up" role="radiogroup" aria-labelledby="choose">
          {WAYS.map(({ way, icon, title, hint }) => (
            <label key={way} className="opt">
              <input
                type="radio"
                name="way"
                value={way}
                checked={way === props.way}
                onChange={() => props.onChange(way)}
              />
              <span>
                <b className="row">
                  <Icon name={icon} small />
                  {title}
                </b>
                <span className="hint">{hint}</span>
              </span>
            </label>
          ))}
        </div>
      </div>
    </section>
  );
}
