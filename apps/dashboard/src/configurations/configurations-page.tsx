"use client";
import type { Group } from "@fleethub/api";
import { useRouter } from "next/navigation";
import { Fragment, useState } from "react";
import { groupsOf, groupsOver, useGroups } from "../data/groups";
import { useConfigurations } from "../data/queries";
import { groupHref } from "../groups/addresses";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Empty } from "../parts/empty";
import { Moment } from "../parts/moment";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";
import { CreateDialog } from "./create-dialog";
import { Link } from "../parts/link";

/** Every named line of revisions, the groups that have it, and how many agents are pinned to it. */
export function ConfigurationsPage() {
  const configurations = useConfigurations();
  const router = useRouter();
  const groups = useGroups().data?.items ?? [];
  const [creating, setCreating] = useState(false);
  const items = configurations.data?.items ?? [];
  return (
    <>
      <PageHead
        title="Configurations"
        sub={
          configurations.data
            ? items.length === 0
              ? "none yet"
              : plural(configurations.data.total, "configuration")
            : ""
        }
        lined
        acts={
          <Locked action="configurations.write">
            <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
              New configuration
            </Button>
          </Locked>
        }
      />
      <div className="scroll">
        {configurations.error ? (
          <Trouble error={configurations.error} onRetry={() => void configurations.refetch()} />
        ) : null}
        {configurations.data === undefined ? (
          configurations.error ? null : (
            <Skeleton lines={8} label="Loading configurations" />
          )
        ) : items.length === 0 ? (
          <Empty
            title="A configuration is a named line of revisions"
            action={
              <Locked action="configurations.write">
                <Button icon="plus" onClick={() => setCreating(true)}>
                  Make the first configuration
                </Button>
              </Locked>
            }
          >
            Each revision is checked before it is kept and never changes afterwards. Rollouts bring
            it to groups, a pin to one agent. Make the first here, or write one on an agent’s page
            and deploy it there.
          </Empty>
        ) : (
          <table className="tbl">
            <thead>
              <tr>
                <th>Name</th>
                <th>Newest</th>
                <th>Groups</th>
                <th>Pinned</th>
                <th>Description</th>
                <th>Made</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.name}>
                  <td>
                    <span className="row">
                      <Link className="strong" href={`/configurations/one?name=${one.name}`}>
                        {one.name}
                      </Link>
                      {one.kind === "fragment" ? <Badge>fragment</Badge> : null}
                    </span>
                  </td>
                  <td className="soft">
                    {one.latestRevision === 0 ? (
                      <span className="quiet">no revision</span>
                    ) : (
                      `r${one.latestRevision}`
                    )}
                  </td>
                  <td>
                    <GroupsOf
                      groups={
                        one.kind === "fragment"
                          ? groupsOver(groups, one.name)
                          : groupsOf(groups, one.name)
                      }
                    />
                  </td>
                  <td className="soft">
                    {one.pinnedAgents === 0 ? (
                      <span className="quiet">none</span>
                    ) : (
                      plural(one.pinnedAgents, "agent")
                    )}
                  </td>
                  <td className="soft">{one.description}</td>
                  <td className="quiet nowrap">
                    <Moment at={one.createdAt} /> by {one.createdBy}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {creating ? (
        <CreateDialog
          taken={items.map(({ name }) => name)}
          onClose={() => setCreating(false)}
          onMade={(name) => router.push(`/configurations/one?name=${name}`)}
        />
      ) : null}
    </>
  );
}

/** Groups named before the rest is counted. */
const NAMED = 2;

function GroupsOf({ groups }: { groups: readonly Group[] }) {
  if (groups.length === 0) return <span className="quiet">none</span>;
  const more = groups.length - NAMED;
  return (
    <>
      {groups.slice(0, NAMED).map(({ name }, at) => (
        <Fragment key={name}>
          {at > 0 ? ", " : ""}
          <Link href={groupHref(name)}>{name}</Link>
        </Fragment>
      ))}
      {more > 0 ? <span className="quiet">{` and ${more} more`}</span> : null}
    </>
  );
}
