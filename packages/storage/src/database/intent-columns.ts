import type { AgentRecord } from "@fleethub/control-plane";
import { dueAtOf, isOffered } from "@fleethub/fleet";
import { foldCase } from "@fleethub/fleet/query";
import { type Cell, type Column, foldedDocument } from "./agent-columns.js";
import { toDocument } from "./document.js";

/** What operators and rollouts decided of one agent. */
export type Intent = Pick<
  AgentRecord,
  | "givenName"
  | "labels"
  | "admission"
  | "enrolment"
  | "access"
  | "pin"
  | "variables"
  | "group"
  | "hold"
  | "assignment"
  | "connection"
>;

const text = (name: string): Column => ({ name, type: "text" });
const json = (name: string): Column => ({ name, type: "text", stored: "json" });
const jsonb = (name: string): Column => ({ name, type: "text", stored: "jsonb" });

const orNull = (value: object | null): Cell => (value === null ? null : toDocument(value));

/** The columns that hold each member, and their cells in that order. */
const FIELDS: {
  readonly [F in keyof Intent]: {
    readonly columns: readonly Column[];
    readonly cells: (value: Intent[F]) => readonly Cell[];
  };
} = {
  givenName: {
    columns: [text("given_name"), text("given_name_folded")],
    cells: (name) => [name, name === null ? null : foldCase(name)],
  },
  labels: {
    columns: [json("labels"), jsonb("labels_folded")],
    cells: (labels) => [toDocument(labels), foldedDocument(labels)],
  },
  admission: { columns: [text("admission")], cells: (admission) => [admission] },
  enrolment: { columns: [text("enrolment")], cells: (enrolment) => [enrolment] },
  access: {
    columns: [
      json("access"),
      text("comes_with"),
      { name: "credential_offered", type: "integer" },
      { name: "credential_due_at", type: "bigint" },
    ],
    cells: (access) => [
      toDocument(access),
      access.comesWith,
      isOffered(access) ? 1 : 0,
      dueAtOf(access),
    ],
  },
  pin: {
    columns: [json("pin"), text("pinned_configuration")],
    cells: (pin) => [orNull(pin), pin?.kind === "revision" ? pin.configuration : null],
  },
  variables: { columns: [json("variables")], cells: (values) => [toDocument(values)] },
  group: {
    columns: [text("group_name"), text("group_name_folded")],
    cells: (group) => [group, foldCase(group ?? "")],
  },
  hold: { columns: [json("hold")], cells: (hold) => [orNull(hold)] },
  assignment: { columns: [json("assignment")], cells: (assignment) => [orNull(assignment)] },
  connection: { columns: [json("connection")], cells: (connection) => [orNull(connection)] },
};

/** Every member, in the order of the columns of a new agent. */
export const INTENT_FIELDS: readonly (keyof Intent)[] = [
  "givenName",
  "labels",
  "admission",
  "enrolment",
  "access",
  "pin",
  "variables",
  "group",
  "hold",
  "assignment",
  "connection",
];

/** The members that a change names. */
export function namedFields(change: Partial<Intent>): readonly (keyof Intent)[] {
  return INTENT_FIELDS.filter((field) => change[field] !== undefined);
}

export function intentColumns(fields: readonly (keyof Intent)[]): readonly Column[] {
  return fields.flatMap((field) => FIELDS[field].columns);
}

/** The cells of {@link intentColumns} of the same fields, each of which the change names. */
export function intentCells(
  change: Partial<Intent>,
  fields: readonly (keyof Intent)[],
): readonly Cell[] {
  return fields.flatMap((field) => cellsOf(field, change[field]));
}

function cellsOf<F extends keyof Intent>(field: F, value: Intent[F] | undefined): readonly Cell[] {
  const { columns, cells } = FIELDS[field];
  return value === undefined ? columns.map(() => null) : cells(value);
}
