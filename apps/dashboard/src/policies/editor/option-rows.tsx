import { Button } from "../../parts/button";
import { NEW_OPTION, type OptionDraft } from "./rule-draft";
import { CONDITIONS } from "./rule-fields";

const NO_VALUE: readonly OptionDraft["op"][] = ["present", "absent"];

/** What options must be: path, condition, value, and what counts where the option is not written. */
export function OptionRows(props: {
  options: readonly OptionDraft[];
  /** Exactly one: the rule is about it. */
  one: boolean;
  onChange: (options: readonly OptionDraft[]) => void;
}) {
  const { options, one, onChange } = props;
  const put = (at: number, parts: Partial<OptionDraft>) =>
    onChange(options.map((option, index) => (index === at ? { ...option, ...parts } : option)));
  return (
    <fieldset className="pol-options">
      <legend>{one ? "Option" : "Its options"}</legend>
      {options.map((option, at) => {
        const which = options.length > 1 ? ` ${at + 1}` : "";
        return (
          <div key={`${at}`} className="pol-option">
            <input
              className="input mono"
              aria-label={`Option${which}: keys from the component's body`}
              placeholder="sending_queue.enabled"
              value={option.path}
              onChange={(event) => put(at, { path: event.target.value })}
            />
            <select
              className="input"
              aria-label={`Option${which}: condition`}
              value={option.op}
              onChange={(event) => {
                const next = CONDITIONS.find(({ value }) => value === event.target.value);
                if (next) put(at, { op: next.value });
              }}
            >
              {CONDITIONS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
            {NO_VALUE.includes(option.op) ? null : (
              <input
                className="input mono"
                aria-label={`Option${which}: value`}
                placeholder={option.op === "one-of" ? "gzip, zstd" : "true, 80, 5s, 512MiB"}
                value={option.value}
                onChange={(event) => put(at, { value: event.target.value })}
              />
            )}
            <input
              className="input mono"
              aria-label={`Option${which}: what counts where it is not written`}
              placeholder="if unset"
              value={option.whenAbsent}
              onChange={(event) => put(at, { whenAbsent: event.target.value })}
            />
            {one ? null : (
              <Button
                kind="ghost"
                size="sm"
                icon="x"
                aria-label={`Take option${which} away`}
                onClick={() => onChange(options.filter((_, index) => index !== at))}
              />
            )}
          </div>
        );
      })}
      <span className="hint">
        Keys apart by dots, <code>*</code> for every entry. Durations and sizes are compared by
        meaning: <code>5s</code> is <code>5000ms</code>.
      </span>
      {one ? null : (
        <Button
          size="sm"
          icon="plus"
          className="start"
          onClick={() => onChange([...options, NEW_OPTION])}
        >
          Option
        </Button>
      )}
    </fieldset>
  );
}
