"use client";
import type { Policy } from "@fleethub/api";
import { useEffect, useRef, useState } from "react";
import { useInBrowser, useParam } from "../data/address";
import { usePolicyList } from "../data/policies";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { Empty } from "../parts/empty";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { count, plural } from "../words/format";
import { BrokenNow } from "./broken-now";
import { ComplianceCard } from "./compliance-card";
import { NewPolicy } from "./editor/new-policy";
import { PolicyEditor } from "./editor/policy-editor";
import { EvidenceDialog } from "./evidence-dialog";
import { ExceptionsCard } from "./exceptions-card";
import { FirstPolicy } from "./first-policy";
import { PoliciesTable } from "./policies-table";
import { PolicyDetail } from "./policy-detail";
import { judgedMost, keptInPlace } from "./standing";
import { Link } from "../parts/link";

/** Below this width the detail stands under the table, so opening a policy goes there. */
const NARROW = "(max-width: 1180px)";

/** Which promises hold now, who breaks them, and what proves it. */
export function PoliciesPage() {
  const inBrowser = useInBrowser();
  const policies = usePolicyList();
  const [name, setName] = useParam("name");
  const [begun, setBegun] = useParam("new");
  const [proving, setProving] = useState(false);
  const all = policies.data;
  return (
    <>
      <PageHead
        title="Policies"
        sub={all === undefined ? "" : headWords(all)}
        lined={all?.length === 0}
        acts={
          all && all.length > 0 ? (
            <>
              <Button icon="download" onClick={() => setProving(true)}>
                <span className="lbl">Evidence for an auditor</span>
              </Button>
              <Locked action="policies.write">
                <Button icon="plus" onClick={() => setBegun("choose")}>
                  Policy
                </Button>
              </Locked>
            </>
          ) : null
        }
      />
      <div className="scroll">
        {policies.error ? (
          <Trouble error={policies.error} onRetry={() => void policies.refetch()} />
        ) : null}
        {all === undefined || !inBrowser ? (
          policies.error ? null : (
            <Skeleton lines={10} label="Loading policies" />
          )
        ) : all.length === 0 ? (
          <FirstPolicy onChoose={setBegun} />
        ) : (
          <Promises policies={all} name={name} onOpen={setName} />
        )}
      </div>
      {inBrowser && all !== undefined && begun !== "" ? (
        <NewPolicy
          begun={begun}
          taken={all.map((one) => one.name)}
          onBegin={setBegun}
          onClose={() => setBegun("")}
          onMade={(made) => {
            setBegun("");
            setName(made);
          }}
        />
      ) : null}
      {proving && all ? <EvidenceDialog policies={all} onClose={() => setProving(false)} /> : null}
    </>
  );
}

function headWords(all: readonly Policy[]): string {
  const inForce = all.filter(({ enabled }) => enabled);
  if (all.length === 0) return "none yet";
  if (inForce.length === 0) return `${plural(all.length, "policy", "policies")}, none in force`;
  return `${count(inForce.length)} in force, judged on ${plural(judgedMost(inForce), "effective config")}`;
}

function Promises(props: {
  policies: readonly Policy[];
  name: string;
  onOpen: (name: string) => void;
}) {
  const seen = useRef<readonly string[]>([]);
  const rows = keptInPlace(props.policies, seen.current);
  useEffect(() => {
    seen.current = rows.map(({ name }) => name);
  });
  const aside = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState(false);
  const open = props.name === "" ? rows[0] : rows.find(({ name }) => name === props.name);
  const onOpen = (name: string) => {
    props.onOpen(name);
    if (window.matchMedia(NARROW).matches)
      requestAnimationFrame(() => aside.current?.scrollIntoView({ block: "start" }));
  };
  return (
    <div className="pad stack pol-page">
      <BrokenNow policies={props.policies} />
      <div className="pol">
        <section className="card pol-box" aria-label="Policies">
          <PoliciesTable policies={rows} open={open?.name ?? ""} onOpen={onOpen} />
        </section>
        <div className="stack pol-aside" ref={aside}>
          {open === undefined ? (
            <Unknown name={props.name} onAll={() => props.onOpen("")} />
          ) : (
            <>
              <PolicyDetail key={open.name} policy={open} onEdit={() => setEditing(true)} />
              {open.exceptions.length > 0 ? <ExceptionsCard policy={open} /> : null}
              <ComplianceCard policy={open} />
            </>
          )}
        </div>
      </div>
      {editing && open ? (
        <PolicyEditor
          policy={open}
          onClose={() => setEditing(false)}
          onGone={() => props.onOpen("")}
        />
      ) : null}
    </div>
  );
}

function Unknown({ name, onAll }: { name: string; onAll: () => void }) {
  return (
    <Card title="No policy has this name">
      <Empty title={name} action={<Button onClick={onAll}>Show what is in force</Button>}>
        It was removed, or never made.{" "}
        <Link href={`/audit?q=${encodeURIComponent(name)}`}>The audit</Link> keeps who did what to
        it.
      </Empty>
    </Card>
  );
}
