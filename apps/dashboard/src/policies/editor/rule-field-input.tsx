import { Field } from "../../parts/field";
import type { RuleField } from "./rule-fields";
import { listOf } from "./written-values";

const ROWS_MAX = 6;

/** One field of a rule, written the way its kind of value is written. */
export function RuleFieldInput(props: {
  field: RuleField;
  value: string;
  onChange: (value: string) => void;
}) {
  const { field, value, onChange } = props;
  const { input } = field;
  const id = `rule-${field.name}`;
  const common = { id, value, "aria-describedby": `${id}-says` };
  if (input.as === "flag")
    return (
      <label className="row pol-flag">
        <input
          type="checkbox"
          checked={value === "yes"}
          onChange={(event) => onChange(event.target.checked ? "yes" : "")}
        />
        {field.label}
      </label>
    );
  if (input.as === "some") {
    const chosen = new Set(listOf(value));
    return (
      <fieldset className="pol-some">
        <legend>{field.label}</legend>
        <div className="row wrap">
          {input.choices.map((choice) => (
            <label key={choice.value} className="row">
              <input
                type="checkbox"
                checked={chosen.has(choice.value)}
                onChange={(event) => {
                  const next = new Set(chosen);
                  if (event.target.checked) next.add(choice.value);
                  else next.delete(choice.value);
                  onChange([...next].join("\n"));
                }}
              />
              {choice.label}
            </label>
          ))}
        </div>
        <span className="hint">{field.hint}</span>
      </fieldset>
    );
  }
  return (
    <Field id={id} label={field.label} hint={field.hint}>
      {input.as === "one" ? (
        <select
          {...common}
          className="input"
          value={value === "" ? startOf(field) : value}
          onChange={(event) => onChange(event.target.value)}
        >
          {input.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : input.as === "list" || input.as === "code" ? (
        <textarea
          {...common}
          className="input mono"
          rows={Math.min(ROWS_MAX, Math.max(input.as === "code" ? 3 : 1, value.split("\n").length))}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          {...common}
          className={input.as === "percent" ? "input pol-short" : "input"}
          inputMode={input.as === "percent" ? "decimal" : "text"}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What counts where nothing is chosen, by the contract. */
function startOf({ name, input }: RuleField): string {
  if (name === "atLeast") return "hashed";
  return input.as === "one" ? (input.choices[0]?.value ?? "") : "";
}
