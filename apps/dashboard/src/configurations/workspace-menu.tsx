"use client";
import type { Configuration } from "@fleethub/api";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useMay } from "../data/session";
import { Menu } from "../parts/menu";
import { plural } from "../words/format";

const Describe = dynamic(() => import("./workspace-dialogs").then((part) => part.Describe), {
  ssr: false,
});
const Delete = dynamic(() => import("./workspace-dialogs").then((part) => part.Delete), {
  ssr: false,
});

/** What can be done with the configuration as a whole. */
export function WorkspaceMenu(props: {
  configuration: Configuration;
  /** Moves agents that are pinned to it; absent where there is no revision to move them to. */
  pin?: { readonly number: number; readonly run: () => void };
}) {
  const { configuration, pin } = props;
  const [open, setOpen] = useState<"describe" | "delete" | null>(null);
  const { pinnedAgents } = configuration;
  const may = useMay();
  const close = () => setOpen(null);
  return (
    <>
      <Menu
        label="More about this configuration"
        items={[
          ...(pin === undefined
            ? []
            : [
                {
                  label: `Pin r${pin.number} to the agents pinned to it`,
                  icon: "lock" as const,
                  waitsFor:
                    may("agents.write") ??
                    (pinnedAgents === 0 ? "Waits for an agent that is pinned to it" : undefined),
                  run: pin.run,
                },
              ]),
          {
            label: "Say what it is for",
            icon: "tag",
            waitsFor: may("configurations.write"),
            run: () => setOpen("describe"),
          },
          {
            label: "Delete configuration",
            icon: "x",
            danger: true,
            waitsFor:
              may("configurations.remove") ??
              (pinnedAgents > 0
                ? `Waits until no agent is pinned to it; ${plural(pinnedAgents, "agent")} now`
                : undefined),
            run: () => setOpen("delete"),
          },
        ]}
      />
      {open === "describe" ? <Describe configuration={configuration} onClose={close} /> : null}
      {open === "delete" ? <Delete configuration={configuration} onClose={close} /> : null}
    </>
  );
}
