"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import { useInBrowser, useParam } from "../data/address";
import { HubRefusal } from "../data/hub";
import { useConfiguration, useRevision, useRevisions } from "../data/queries";
import { Empty } from "../parts/empty";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { STARTER } from "../agent/starter";
import { Workspace } from "./workspace";

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
        text={revision.data?.content ?? STARTER}
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

/** The revision that was newest when the page was opened: one that is saved later takes no draft away. */
function useOpened(name: string, newest: number | undefined): number {
  const [opened, setOpened] = useState<{ name: string; number: number } | null>(null);
  if (newest !== undefined && opened?.name !== name) setOpened({ name, number: newest });
  return opened?.name === name ? opened.number : (newest ?? 0);
}
