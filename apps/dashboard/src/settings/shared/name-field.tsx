import { Field } from "../../parts/field";

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Why a name cannot be taken; undefined where it may. */
export function nameFault(name: string): string | undefined {
  return NAME.test(name) ? undefined : "Small letters, digits and dashes, a letter or digit first";
}

/** A name of one's own choice that stands in addresses and commands. */
export function NameField(props: {
  id: string;
  label: string;
  hint: string;
  value: string;
  tried: boolean;
  onChange: (value: string) => void;
}) {
  const { id } = props;
  const fault = nameFault(props.value);
  return (
    <Field
      id={id}
      label={props.label}
      hint={props.hint}
      {...(props.tried && fault ? { error: fault } : {})}
    >
      <input
        id={id}
        className="input"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={props.value}
        aria-invalid={props.tried && fault !== undefined}
        aria-describedby={`${id}-says`}
        onChange={(event) => props.onChange(event.target.value.trim().toLowerCase())}
      />
    </Field>
  );
}
