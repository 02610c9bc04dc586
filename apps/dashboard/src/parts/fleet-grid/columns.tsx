import type { AgentRow } from "@fleethub/api";
import type { ReactNode } from "react";
import { percent, rate } from "../../words/amounts";
import { FLOW, isFlowTrouble } from "../../words/flow";
import { HEALTH, PRESENCE } from "../../words/states";
import { Age } from "../age";
import { Mark } from "../mark";
import { Sparkline } from "../sparkline";
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

const runs = (row: AgentRow) =>
  row.configuration === null ? "" : `${row.configuration} r${row.revision ?? ""}`;

/** A row has one reason. Where nothing stands in the way of the config, it is what ails the Collector. */
const ailsOf = (row: AgentRow) =>
  row.sync === "in-sync" || row.sync === "unmanaged" ? row.reason : "";
/** From the component on: the pipeline it stands in is on the agent's page. */
const componentOf = (ails: string) => ails.split(" / ").at(-1) ?? ails;

/** A broken data path is said where the components say that they are well. */
const flowAils = (row: AgentRow) => row.health === "healthy" && isFlowTrouble(row.flow);

const MUCH_LOST = 0.01;
const lostWords = ({ lostShare }: AgentRow) =>
  lostShare === null ? "" : lostShare === 0 ? "0" : percent(lostShare);

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
    key: "group",
    head: "Group",
    className: "sm2",
    changes: (row) => row.group ?? runs(row),
    cell: (row) => (row.group === null ? <span className="quiet">{runs(row)}</span> : row.group),
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
    changes: (row) => `${row.health} ${flowAils(row) ? row.flow : ""} ${ailsOf(row)}`,
    cell: (row) => (
      <>
        <Mark of={flowAils(row) ? "silent" : row.health} />
        {flowAils(row) ? FLOW[row.flow].word : HEALTH[row.health].word}
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
  {
    key: "items",
    head: "Items in, 1 h",
    className: "flow",
    changes: () => "",
    cell: (row) =>
      row.itemsPerSecond === null ? null : (
        <>
          <Sparkline points={row.sparkline} tone={sparkTone(row.flow)} />
          {rate(row.itemsPerSecond)}
        </>
      ),
  },
  {
    key: "lost",
    head: "Lost",
    className: "num sm2",
    changes: lostWords,
    cell: (row) =>
      (row.lostShare ?? 0) >= MUCH_LOST ? (
        <b className="c-bad">{lostWords(row)}</b>
      ) : (
        lostWords(row)
      ),
  },
  {
    key: "seen",
    head: "Seen",
    sort: "lastSeen",
    className: "num sm2",
    changes: () => "",
    cell: (row) => (row.lastSeenAt === null ? "" : <Age at={row.lastSeenAt} />),
  },
];

function sparkTone(flow: AgentRow["flow"]): "bad" | "flat" | undefined {
  return flow === "silent" ? "flat" : flow === "losing-data" ? "bad" : undefined;
}
