import type { ReactNode } from "react";
import { Icon } from "../parts/icon";

/** One of a few. */
export interface Option<T extends string> {
  readonly value: T;
  readonly title: string;
  readonly hint: string;
  readonly icon: ReactNode;
}

/** A question that is answered by one of a few, on one page. */
export function Choices<T extends string>(props: {
  name: string;
  title: string;
  options: readonly Option<T>[];
  value: T;
  /** How many stand beside each other where there is room. */
  across: 2 | 4;
  onChange: (value: T) => void;
}) {
  const { name, title, options, value, across, onChange } = props;
  return (
    <section className="step done" aria-labelledby={`choose-${name}`}>
      <span className="no">
        <Icon name="check" small />
      </span>
      <div>
        <h2 id={`choose-${name}`}>{title}</h2>
        <div
          className={`opts${across === 2 ? " two-up" : ""}`}
          role="radiogroup"
          aria-labelledby={`choose-${name}`}
        >
          {options.map((option) => (
            <label key={option.value} className="opt">
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={option.value === value}
                onChange={() => onChange(option.value)}
              />
              <span>
                <b className="row">
                  {option.icon}
                  {option.title}
                </b>
                <span className="hint">{option.hint}</span>
              </span>
            </label>
          ))}
        </div>
      </div>
    </section>
  );
}
