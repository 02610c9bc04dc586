"use client";
import type { Configuration } from "@fleethub/api";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useMay } from "../data/session";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import type { StartOf } from "../rollouts/start/start-request";
import type { Release } from "./use-release";

/** It tells what would change in Collector terms: loaded when it is opened. */
export const StartDialog = dynamic(
  () => import("../rollouts/start/start-dialog").then((part) => part.StartDialog),
  { ssr: false },
);

/** What a revision is rolled out as. */
export function startOf({ name, kind }: Configuration, number: number, release: Release): StartOf {
  return kind === "fragment"
    ? { kind: "fragment", fragment: name, revision: number }
    : { kind: "groups", groups: release.groups, configuration: name, revision: number };
}

/** Dry run and Roll out of a revision; each says what it waits for. */
export function ReleaseActs(props: {
  configuration: Configuration;
  number: number;
  release: Release;
  /** Saving is the act at hand, so rolling out is not the primary one. */
  saving: boolean;
}) {
  const { configuration, number, release } = props;
  const [open, setOpen] = useState<"dry" | "start" | null>(null);
  // Which group it goes to is chosen in the dialog: one within reach is enough to begin.
  const may = useMay();
  const each = release.groups.map(({ query }) => ({ kind: "selector" as const, query }));
  const resource = each.find((one) => may("rollouts.write", one) === undefined) ?? each[0];
  const dryWaits = release.waits?.replace("Roll out", "Dry run");
  return (
    <>
      <Locked action="rollouts.write" resource={resource}>
        <Button icon="eye" waitsFor={dryWaits} onClick={() => setOpen("dry")}>
          Dry run
        </Button>
      </Locked>
      <Locked action="rollouts.write" resource={resource}>
        <Button
          icon="rollouts"
          // While it is edited that line is about saving, so the button says itself what it waits for.
          {...(props.saving ? {} : { kind: "primary" as const, "aria-describedby": "save-waits" })}
          waitsFor={release.waits}
          onClick={() => setOpen("start")}
        >
          Roll out
        </Button>
      </Locked>
      {open === null ? null : (
        <StartDialog
          of={startOf(configuration, number, release)}
          dry={open === "dry"}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
