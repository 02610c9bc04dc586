import type { ComponentProps } from "react";
import { TextField } from "./text-field";

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Why a name cannot be taken; undefined where it may. */
export function nameFault(name: string): string | undefined {
  return NAME.test(name) ? undefined : "Small letters, digits and dashes, a letter or digit first";
}

/** A name of one's own choice that stands in addresses and commands. */
export function NameField({
  tried,
  onChange,
  ...field
}: Omit<ComponentProps<typeof TextField>, "error"> & { tried: boolean }) {
  return (
    <TextField
      autoCapitalize="none"
      spellCheck={false}
      {...field}
      error={tried ? nameFault(field.value) : undefined}
      onChange={(name) => onChange(name.trim().toLowerCase())}
    />
  );
}
