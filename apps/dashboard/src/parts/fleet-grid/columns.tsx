import type { AgentRow } from "@fleethub/api";
import type { ReactNode } from "react";
import { HEALTH, PRESENCE } from "../../words/states";
import { Age } from "../age";
import { Mark } from "../mark";
import { SyncTrack } from "../sync-track";

/** One column: its head, its sort key where it has one, what a cell shows, and what tells that it changed. */
export interface Column {
  readonly key: string;
  readonly head: string;
  readonly sort?: "name" | "sync" | "health" | "version" | "lastSeen";
  readonly className: string;
  readonly changes: (row: AgentRow) => string;
  readonly cell: (row: AgentRow, href: string) => ReactNode;
}

const labelsOf = (row: AgentRow) =>
  Object.entries(row.labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
const runs = (row: AgentRow) =>
  row.configuration === null ? "" : `${row.configuration} r${row.revision ?? ""}`;

/** A row has one reason. Where nothing stands in the way of the config, it is what ails the Collector. */
const ailsOf = (row: AgentRow) =>
  row.sync === "in-sync" || row.sync === "unmanaged" ? row.reason : "";
/** From the component on: the pipeline it stands in is on the agent's page. */
const componentOf = (ails: string) => ails.split(" / ").at(-1) ?? ails;

/** The columns of the inventory, in order. */
export const COLUMNS: readonly Column[] = [
  {
    key: "name",
    head: "Agent",
    sort: "name",
    className: "name",
    changes: (row) => `${row.presence} ${row.name}`,
    cell: (row, href) => (
      <>
        <Mark of={row.presence} title={PRESENCE[row.presence].word} />
        <a href={href} tabIndex={-1}>
          {row.name || row.uid}
        </a>
      </>
    ),
  },
  {
    key: "configuration",
    head: "Configuration",
    className: "sm2",
    changes: runs,
    cell: runs,
  },
  {
    key: "sync",
    head: "Config sync",
    sort: "sync",
    className: "sync",
    changes: (row) => `${row.sync} ${row.reason}`,
    cell: (row) => <SyncTrack of={row.sync} reason={ailsOf(row) === "" ? row.reason : ""} />,
  },
  {
    key: "health",
    head: "Health",
    sort: "health",
    className: "health",
    changes: (row) => `${row.health} ${ailsOf(row)}`,
    cell: (row) => (
      <>
        <Mark of={row.health} />
        <span>{HEALTH[row.health].word}</span>
        {ailsOf(row) === "" ? null : <em title={ailsOf(row)}>{componentOf(ailsOf(row))}</em>}
      </>
    ),
  },
  {
    key: "version",
    head: "Version",
    sort: "version",
    className: "sm2",
    changes: (row) => row.version,
    cell: (row) => row.version,
  },
  { key: "labels", head: "Labels", className: "sm2", changes: labelsOf, cell: labelsOf },
  {
    key: "seen",
    head: "Seen",
    sort: "lastSeen",
    className: "num sm2",
    changes: () => "",
    cell: (row) => (row.lastSeenAt === null ? "" : <Age at={row.lastSeenAt} />),
  },
];
