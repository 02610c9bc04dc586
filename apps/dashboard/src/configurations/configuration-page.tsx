"use client";
import type { Configuration, Revision } from "@fleethub/api";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useInBrowser, useParam } from "../data/address";
import { HubRefusal } from "../data/hub";
import { useConfiguration, useRevision, useRevisions } from "../data/queries";
import { Empty } from "../parts/empty";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { FRAGMENT_STARTER, STARTER } from "../agent/starter";
import type { DraftContent } from "./use-draft";
import { Link } from "../parts/link";

/** Loaded when it is shown: links to configurations are everywhere, and what they lead to is fetched beforehand. */
const Workspace = dynamic(() => import("./workspace").then((part) => part.Workspace), {
  ssr: false,
  loading: () => <Skeleton lines={12} label="Loading the workspace" />,
});

/** One configuration: does it hold, what does it change, who can run it. */
export function ConfigurationPage() {
  const inBrowser = useInBrowser();
  const [name] = useParam("name");
  const [rev, setRev] = useParam("rev");
  const configuration = useConfiguration(name);
  const revisions = useRevisions(name);
  const opened = useOpened(name, configuration.data?.latestRevision);
  const number = Number.parseInt(rev, 10) || opened;
  const revision = useRevision(name, number);
  useEffect(() => {
    if (name) document.title = `${name} · Fleet Hub`;
  }, [name]);
  const error = configuration.error ?? revisions.error ?? revision.error;
  const unknown = error instanceof HubRefusal && error.problem.status === 404;
  if (configuration.data && revisions.data && (number === 0 || revision.data)) {
    return (
      <Workspace
        key={`${name} ${number}`}
        configuration={configuration.data}
        revisions={revisions.data.items}
        number={number}
        base={baseOf(revision.data, configuration.data.kind)}
        onRevision={(next) => setRev(String(next))}
      />
    );
  }
  return (
    <>
      <PageHead title={name || "Configuration"} lined />
      {inBrowser && (unknown || name === "") ? (
        <Empty
          title="No configuration or revision of this name"
          action={
            <span className="row">
              <Link className="btn" href="/configurations">
                Show all configurations
              </Link>
              {name === "" ? null : (
                <Link className="btn" href={`/audit?q=${encodeURIComponent(name)}`}>
                  Look in the audit
                </Link>
              )}
            </span>
          }
        >
          It was never made, or it was removed.
        </Empty>
      ) : error ? (
        <Trouble error={error} onRetry={() => void configuration.refetch()} />
      ) : (
        <Skeleton lines={12} label="Loading the configuration" />
      )}
    </>
  );
}

/** What a draft over a revision begins with. */
function baseOf(revision: Revision | undefined, kind: Configuration["kind"]): DraftContent {
  if (revision) {
    return { text: revision.source, layers: revision.layers, variables: revision.variables };
  }
  return { text: kind === "fragment" ? FRAGMENT_STARTER : STARTER, layers: [], variables: [] };
}

/** The revision that was newest when the page was opened: one that is saved later takes no draft away. */
function useOpened(name: string, newest: number | undefined): number {
  const [opened, setOpened] = useState<{ name: string; number: number } | null>(null);
  if (newest !== undefined && opened?.name !== name) setOpened({ name, number: newest });
  return opened?.name === name ? opened.number : (newest ?? 0);
}
