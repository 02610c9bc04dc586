import type { AgentId } from "@fleethub/fleet";
import * as cells from "../database/cells.js";
import type { Cell, Column } from "../database/agent-columns.js";
import type { Session } from "../database/database.js";
import { Params } from "../database/params.js";
import type { PendingChange } from "./write-results.js";

export interface AgentUpdate {
  readonly id: AgentId;
  /** The row is left alone unless the guard column still has this value. */
  readonly guard: number;
  readonly cells: readonly Cell[];
}

export interface UpdatedAgent {
  readonly id: string;
  readonly change: PendingChange;
}

/**
 * Updates many agents in one statement. Each agent may appear once. Rows whose guard is lost are not among
 * those returned.
 */
export async function updateAgents(
  session: Session,
  guard: "epoch" | "version" | "outcome_version",
  columns: readonly Column[],
  updates: readonly AgentUpdate[],
  also: readonly string[] = [],
): Promise<readonly UpdatedAgent[]> {
  const params = new Params();
  const arrays = [
    `unnest(${params.each("uuid", updates, (update) => update.id)})`,
    `unnest(${params.each("bigint", updates, (update) => update.guard)})`,
    ...columns.map((column, index) =>
      rowsOf(
        params,
        column,
        updates.map((update) => update.cells[index] ?? null),
      ),
    ),
  ];
  const names = columns.map((column) => `"${column.name}"`);
  const own = columns.filter((column) => column.table === undefined);
  const documents = columns.filter((column) => column.table === "agent_documents");
  const setsOf = (chosen: readonly Column[], from: string) =>
    chosen.map((column) => `"${column.name}" = ${from}."${column.name}"${castOf(column)}`);
  const carried = documents.map((column) => `, d."${column.name}"`).join("");
  const documented = `, documented as (
       update agent_documents t set ${setsOf(documents, "u").join(", ")} from updated u
       where t.agent_id = u.id)`;
  const rows = await session.query(
    `with updated as (
       update agents a set ${[...setsOf(own, "d"), ...also].join(", ")}
       from rows from (${arrays.join(", ")}) as d(${["id", "guard", ...names].join(", ")})
       where a.id = d.id and a.${guard} = d.guard
       returning a.id, a.instance_uid, a.version${carried})${documents.length === 0 ? "" : documented}
     select id::text as id, instance_uid, version::text as version from updated`,
    params.values,
  );
  return rows.map((row) => ({
    id: cells.text(row, "id"),
    change: {
      kind: "agent.changed",
      id: cells.text(row, "instance_uid"),
      version: cells.number(row, "version"),
    },
  }));
}

/** A call that gives the cells of one column row by row. */
export function rowsOf(params: Params, column: Column, values: readonly Cell[]): string {
  if (column.type === "json") return params.documents(values);
  const array =
    column.stored === undefined
      ? params.array(column.type, values)
      : params.verbatim(column.type, values);
  return `unnest(${array})`;
}

/** The cast from the type that a column travels as to the one it is stored as. */
export function castOf(column: Column): string {
  return column.stored === undefined ? "" : `::${column.stored}`;
}
