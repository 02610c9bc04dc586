"use client";
import type { Configuration } from "@fleethub/api";
import dynamic from "next/dynamic";
import { useState } from "react";
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
  const dryWaits = release.waits?.replace("Roll out", "Dry run");
  return (
    <>
      <Button icon="eye" waitsFor={dryWaits} onClick={() => setOpen("dry")}>
        Dry run
      </Button>
      <Locked action="rollouts.write">
        <Button
          icon="rollouts"
          {...(props.saving ? {} : { kind: "primary" as const })}
          waitsFor={release.waits}
          aria-describedby="save-waits"
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
