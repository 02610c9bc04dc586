import { TextField } from "./text-field";

/** Why a reason cannot be taken; undefined where it may. */
export function reasonFault(reason: string): string | undefined {
  return reason.trim() === "" ? "Say why in a few words" : undefined;
}

/** Why agents are shut out, or what they come with ends. */
export function ReasonField(props: {
  id: string;
  value: string;
  tried: boolean;
  onChange: (value: string) => void;
}) {
  const { value, tried } = props;
  return (
    <TextField
      id={props.id}
      label="Why"
      hint="For the audit, and for the answer that is given at the door"
      error={tried ? reasonFault(value) : undefined}
      value={value}
      onChange={props.onChange}
    />
  );
}
