"use client";
import type { Configuration, Group } from "@fleethub/api";
import { runBulk } from "../agents/bulk";
import { groupsOf } from "../data/groups";
import { useFacets } from "../data/queries";
import { term } from "../data/query-text";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Skeleton } from "../parts/skeleton";
import { count, plural } from "../words/format";
import { shouldRun } from "./use-runners";

/** Agents that should run a configuration and have it from no group: they have it by a pin. */
export function pinnedQuery(name: string, groups: readonly Group[]): string {
  const theirs = groupsOf(groups, name).map((group) => group.name);
  return theirs.length === 0 ? shouldRun(name) : `${shouldRun(name)} -${term("group", theirs)}`;
}

/** Moves agents that are pinned to a configuration to one of its revisions. Members of its groups get it by rollouts. */
export function MovePinsDialog(props: {
  configuration: Configuration;
  groups: readonly Group[];
  number: number;
  onClose: () => void;
}) {
  const { name } = props.configuration;
  const query = pinnedQuery(name, props.groups);
  const theirs = groupsOf(props.groups, name);
  const facets = useFacets(query);
  const total = facets.data?.total ?? 0;
  const now =
    facets.data?.facets["presence"]?.find(({ value }) => value === "connected")?.count ?? 0;
  const pin = () => {
    props.onClose();
    void runBulk(
      { selection: { kind: "all" }, query, total },
      { verb: "pin", input: { configuration: name, revision: props.number, force: false } },
      "Pinned",
    );
  };
  return (
    <Dialog
      title={`Pin ${name} r${props.number} to the agents pinned to it?`}
      onClose={props.onClose}
      onSubmit={() => {
        if (total > 0) pin();
      }}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            waitsFor={
              facets.data === undefined
                ? "Waits for the count"
                : total === 0
                  ? "Nobody outside its groups is pinned to it"
                  : undefined
            }
          >
            Pin {plural(total, "agent")} to r{props.number}
          </Button>
        </>
      }
    >
      {facets.data ? (
        <p className="soft">
          {plural(total, "agent is", "agents are")} pinned to {name}. {count(now)}{" "}
          {now === 1 ? "gets" : "get"} r{props.number} now, {count(total - now)} on reconnect. Each
          Collector whose config changes restarts once. Those that cannot run it are refused and
          stay as they are.
        </p>
      ) : (
        <Skeleton lines={2} />
      )}
      {theirs.length > 0 ? (
        <p className="soft">
          {`Not touched: members of ${theirs.map((group) => group.name).join(", ")}. A rollout brings it to them, wave by wave; who is pinned there is changed one by one.`}
        </p>
      ) : null}
    </Dialog>
  );
}
