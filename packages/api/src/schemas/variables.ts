import { z } from "zod";
import { VARIABLES_MAX, VARIABLE_TEXT_LENGTH_MAX } from "../limits.js";

/** Name of a variable, as `${fleethub:NAME}` takes it. */
export const VariableName = z
  .string()
  .regex(
    /^[A-Z][A-Z0-9_]{0,62}$/,
    "a variable's name is 1 to 63 upper case letters, digits and underscores, and starts with a letter",
  );

/** What stands for a variable. A duration is written as text, such as `5s`. */
export const VariableValue = z.union([
  z.string().max(VARIABLE_TEXT_LENGTH_MAX),
  z.number(),
  z.boolean(),
]);
export type VariableValue = z.output<typeof VariableValue>;

/** A variable of a revision. */
export const VariableDeclaration = z
  .strictObject({
    name: VariableName,
    type: z.enum(["text", "number", "boolean", "duration"]),
    default: VariableValue.nullable()
      .default(null)
      .meta({ description: "Null: every agent that runs it needs a value of its own." }),
  })
  .meta({ id: "VariableDeclaration" });
export type VariableDeclaration = z.output<typeof VariableDeclaration>;

/** Every variable that a revision declares, each name once. */
export const VariableDeclarations = z.array(VariableDeclaration).max(VARIABLES_MAX);

/** Values of one agent by name. */
export const VariableValues = z.record(VariableName, VariableValue);

/** A change to values: a value sets, null removes, names not written stay. */
export const VariablePatch = z.record(VariableName, VariableValue.nullable());

/** A variable without a default that agents have no value for: they cannot be offered the revision. */
export const MissingVariable = z
  .strictObject({
    name: VariableName,
    agents: z.int().min(0).meta({ description: "Of those that the query names; 0 without one." }),
    uids: z.array(z.string()).meta({ description: "The first few." }),
  })
  .meta({ id: "MissingVariable" });
export type MissingVariable = z.output<typeof MissingVariable>;
