"use client";
import type { Configuration } from "@fleethub/api";
import { runBulk } from "../agents/bulk";
import { useFacets } from "../data/queries";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Skeleton } from "../parts/skeleton";
import { count, plural } from "../words/format";

/** Moves every agent that is pinned to a configuration to one of its revisions. It says whom before it does. */
export function PinPinnedDialog(props: {
  configuration: Configuration;
  number: number;
  onClose: () => void;
}) {
  const { name } = props.configuration;
  const query = `configuration:${name}`;
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
      title={`Pin ${name} r${props.number} to its agents?`}
      onClose={props.onClose}
      onSubmit={pin}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            waitsFor={facets.data ? undefined : "Waits for the count"}
          >
            Pin {plural(total, "agent")} to r{props.number}
          </Button>
        </>
      }
    >
      {facets.data ? (
        <p className="soft">
          {plural(total, "agent")} should run {name}. {count(now)} {now === 1 ? "gets" : "get"} r
          {props.number} now, {count(total - now)} on reconnect. Each Collector whose config changes
          restarts once. Those that cannot run it are refused and stay as they are.
        </p>
      ) : (
        <Skeleton lines={2} />
      )}
    </Dialog>
  );
}
