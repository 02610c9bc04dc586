"use client";
import type { Configuration } from "@fleethub/api";
import { useState } from "react";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Note } from "../parts/note";
import { type Release, rebaseOn, rebaseWords } from "./use-release";
import { StartDialog, startOf } from "./workspace-release";

/** What stands on older revisions of a fragment, and the one step that brings this one to them. */
export function RebaseNote(props: {
  configuration: Configuration;
  number: number;
  release: Release;
}) {
  const { configuration, number, release } = props;
  const [open, setOpen] = useState(false);
  const rebase =
    configuration.kind === "fragment" ? rebaseOn(release.all, configuration.name, number) : null;
  if (rebase === null) return null;
  return (
    <div className="rewrite">
      <Note
        tone="move"
        icon="layers"
        action={
          <Locked action="rollouts.write">
            <Button size="sm" icon="rollouts" onClick={() => setOpen(true)}>
              Propose the rebase
            </Button>
          </Locked>
        }
      >
        <b>{`${rebaseWords(rebase)} stand on another revision of ${configuration.name}.`}</b> Saving
        changed nothing for them: a rebase makes new revisions on r{number} and releases them wave
        by wave.
      </Note>
      {open ? (
        <StartDialog of={startOf(configuration, number, release)} onClose={() => setOpen(false)} />
      ) : null}
    </div>
  );
}
