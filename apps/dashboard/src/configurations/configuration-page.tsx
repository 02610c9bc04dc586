"use client";
import Link from "next/link";
import { useEffect } from "react";
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
  const newest = configuration.data?.latestRevision ?? 0;
  const number = Number.parseInt(rev, 10) || newest;
  const revision = useRevision(name, number);
  useEffect(() => {
    if (name) document.title = `${name} · Fleet Hub`;
  }, [name]);
  const error = configuration.error ?? revisions.error ?? revision.error;
  const unknown = error instanceof HubRefusal && error.problem.status === 404;
  if (configuration.data && revisions.data && (newest === 0 || revision.data)) {
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
            <Link className="btn" href="/configurations">
              Show all configurations
            </Link>
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
