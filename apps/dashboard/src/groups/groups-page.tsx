"use client";
import type { Group, GroupPage } from "@fleethub/api";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { agentsHref } from "../configurations/addresses";
import { useInBrowser, useParam } from "../data/address";
import { useGroups } from "../data/groups";
import { hub } from "../data/hub";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { Empty } from "../parts/empty";
import { Icon } from "../parts/icon";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { toast } from "../parts/toast";
import { Trouble } from "../parts/trouble";
import { IN_NONE } from "./addresses";
import { FirstGroup } from "./first-group";
import { unchanged } from "./group-draft";
import { GroupDetail } from "./group-detail";
import { headWords } from "./group-words";
import { GroupsTable } from "./groups-table";
import { type GroupActs, useGroupActs } from "./use-group-acts";
import { Link } from "../parts/link";

const NewGroup = dynamic(() => import("./new-group").then((part) => part.NewGroup), { ssr: false });
const EditGroup = dynamic(() => import("./edit-group").then((part) => part.EditGroup), {
  ssr: false,
});
const ReorderDialog = dynamic(() => import("./reorder-dialog").then((part) => part.ReorderDialog), {
  ssr: false,
});
const StartDialog = dynamic(
  () => import("../rollouts/start/start-dialog").then((part) => part.StartDialog),
  { ssr: false },
);

/** Below this width the detail stands under the table, so opening a group goes there. */
const NARROW = "(max-width: 1180px)";

/** Who gets what, who decides, and what would a selector move. */
export function GroupsPage() {
  const inBrowser = useInBrowser();
  const groups = useGroups();
  const [name, setName] = useParam("name");
  const [begun, setBegun] = useState<string | null>(null);
  const acts = useGroupActs();
  const all = groups.data;
  return (
    <>
      <PageHead
        title="Groups"
        sub={all === undefined ? "" : headWords(all)}
        lined={all?.items.length === 0}
        acts={
          all && all.items.length > 0 ? (
            <>
              <Link className="btn ghost" href={agentsHref(IN_NONE)}>
                <Icon name="eye" />
                <span className="lbl">Agents in none</span>
              </Link>
              <Locked action="groups.write">
                <Button kind="primary" icon="plus" onClick={() => setBegun("")}>
                  Group
                </Button>
              </Locked>
            </>
          ) : null
        }
      />
      <div className="scroll">
        {groups.error ? (
          <Trouble error={groups.error} onRetry={() => void groups.refetch()} />
        ) : null}
        {all === undefined || !inBrowser ? (
          groups.error ? null : (
            <Skeleton lines={10} label="Loading groups" />
          )
        ) : all.items.length === 0 ? (
          <FirstGroup onBegin={setBegun} />
        ) : (
          <InOrder page={all} name={name} acts={acts} onOpen={setName} />
        )}
      </div>
      {inBrowser && all !== undefined && begun !== null ? (
        <NewGroup
          query={begun}
          taken={all.items.map((one) => one.name)}
          acts={acts}
          onClose={() => setBegun(null)}
          onMade={(made) => {
            setBegun(null);
            setName(made);
          }}
        />
      ) : null}
    </>
  );
}

interface Reorder {
  readonly group: Group;
  readonly position: number;
  readonly other: string;
}

function InOrder(props: {
  page: GroupPage;
  name: string;
  acts: GroupActs;
  onOpen: (name: string) => void;
}) {
  const { acts } = props;
  const { items } = props.page;
  const aside = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState<"edit" | "roll-out" | null>(null);
  const [reorder, setReorder] = useState<Reorder | null>(null);
  const moving = useRef(false);
  const open = props.name === "" ? items[0] : items.find(({ name }) => name === props.name);
  const onOpen = (name: string) => {
    props.onOpen(name);
    if (window.matchMedia(NARROW).matches)
      requestAnimationFrame(() => aside.current?.scrollIntoView({ block: "start" }));
  };
  const move = async (group: Group, by: -1 | 1) => {
    const other = items.find(({ position }) => position === group.position + by)?.name;
    if (other === undefined || moving.current) return;
    moving.current = true;
    const next = { group, position: group.position + by, other };
    if (!(await movedQuietly(next, acts))) setReorder(next);
    moving.current = false;
  };
  return (
    <div className="pad grp-page">
      <section className="card grp-box" aria-label="Groups">
        <GroupsTable
          groups={items}
          open={open?.name ?? ""}
          onOpen={onOpen}
          onMove={(group, by) => void move(group, by)}
        />
      </section>
      <div className="stack grp-aside" ref={aside}>
        {open === undefined ? (
          <Unknown name={props.name} onAll={() => props.onOpen("")} />
        ) : (
          <GroupDetail
            key={open.name}
            group={open}
            last={items.length}
            acts={acts}
            onMove={(by) => void move(open, by)}
            onEdit={() => setOver("edit")}
            onRollOut={() => setOver("roll-out")}
          />
        )}
      </div>
      {over === "edit" && open ? (
        <EditGroup
          group={open}
          acts={acts}
          onClose={() => setOver(null)}
          onGone={() => {
            setOver(null);
            props.onOpen("");
          }}
        />
      ) : null}
      {over === "roll-out" && open ? (
        <StartDialog of={{ kind: "groups", groups: [open] }} onClose={() => setOver(null)} />
      ) : null}
      {reorder ? <ReorderDialog {...reorder} acts={acts} onClose={() => setReorder(null)} /> : null}
    </div>
  );
}

/** Moves a group where that reaches nobody. False: somebody is reached, so it has to be asked first. */
async function movedQuietly(
  { group, position, other }: Reorder,
  acts: GroupActs,
): Promise<boolean> {
  const body = { ...unchanged(group), position };
  const input = { name: group.name, ...body };
  const told = await hub.preview({ body: { verb: "change-group", input } });
  if (told.ok && (told.data.agents > 0 || told.data.moved.length > 0)) return false;
  const said = `${group.name} is asked ${position < group.position ? "before" : "after"} ${other}`;
  const problem = told.ok
    ? await acts.replace(group, { ...body, expectedAgents: 0 }, said)
    : told.problem;
  if (problem) toast({ tone: "bad", title: problem.title, detail: problem.detail });
  return true;
}

function Unknown({ name, onAll }: { name: string; onAll: () => void }) {
  return (
    <Card title="No group has this name">
      <Empty title={name} action={<Button onClick={onAll}>Show the groups</Button>}>
        It was removed, or never made.{" "}
        <Link href={`/audit?q=${encodeURIComponent(name)}`}>The audit</Link> keeps who did what to
        it.
      </Empty>
    </Card>
  );
}
