"use client";
import type { Policy, PolicyCause } from "@fleethub/api";
import { useState } from "react";
import { useAgents } from "../data/queries";
import { term } from "../data/query-text";
import { Button } from "../parts/button";
import { Mark } from "../parts/mark";
import { Moment } from "../parts/moment";
import { count, plural } from "../words/format";
import { SYNC } from "../words/states";
import type { Breakers } from "./breakers";
import { PathLine } from "./path-line";
import { Link } from "../parts/link";

/** Causes in sight before one asks for more. */
const SHOWN = 2;
/** Agents named under a cause. */
const NAMED = 3;

/** Who does not keep a policy, grouped by what is the matter, each with its path drawn. */
export function Causes(props: {
  policy: Policy;
  causes: readonly PolicyCause[];
  breakers: Breakers | null;
}) {
  const of = (verdict: PolicyCause["verdict"]) =>
    props.causes.filter((cause) => cause.verdict === verdict);
  const { standing } = props.policy;
  const broken = of("broken");
  if (props.causes.length === 0) return <p className="soft">{holdsWords(props.policy)}</p>;
  return (
    <>
      {broken.length > 0 ? (
        <Group
          title={`${plural(standing.broken, "agent breaks", "agents break")} it now, ${plural(broken.length, "cause")}`}
          causes={broken}
          policy={props.policy}
          says={
            props.breakers ? <WhyThese policy={props.policy} breakers={props.breakers} /> : null
          }
        />
      ) : null}
      {of("excepted").length > 0 ? (
        <Group
          title={`${plural(standing.excepted, "breach is", "breaches are")} accepted for a while`}
          causes={of("excepted")}
          policy={props.policy}
        />
      ) : null}
      {of("cannot-tell").length > 0 ? (
        <Group
          title={`${plural(standing.cannotTell, "agent")} cannot be told`}
          causes={of("cannot-tell")}
          policy={props.policy}
        />
      ) : null}
    </>
  );
}

function holdsWords({ standing }: Policy): string {
  if (standing.agents === 0) return "No agent is in its scope.";
  if (standing.judged === 0)
    return "Nobody in its scope reports an effective config, so nothing could be judged.";
  return `It holds on ${standing.judged === 1 ? "the one effective config" : `all ${count(standing.judged)} effective configs`} in its scope.`;
}

/** Whose doing it is, and where to look: on the host, or in the configuration. */
function WhyThese({ policy, breakers }: { policy: Policy; breakers: Breakers }) {
  const { offerable, asDesired, unmanaged } = breakers;
  const query = (sync: string) =>
    `/agents?q=${encodeURIComponent(`${term("policy", [policy.name])} sync:${sync}`)}`;
  return (
    <ul className="pol-why small soft">
      {offerable > 0 ? (
        <li>
          <Link href={query("drifted,failed,rolled-back")}>{count(offerable)}</Link>{" "}
          {offerable === 1 ? "runs" : "run"} something else than desired. Where it drifted,
          something on the host overrides it: look at <code>agent.config_files</code>.
        </li>
      ) : null}
      {asDesired > 0 ? (
        <li>
          <Link href={query("in-sync")}>{count(asDesired)}</Link> {asDesired === 1 ? "runs" : "run"}{" "}
          what is desired: the configuration itself breaks it.
        </li>
      ) : null}
      {unmanaged > 0 ? (
        <li>
          <Link href={query("unmanaged")}>{count(unmanaged)}</Link>{" "}
          {unmanaged === 1 ? "runs its own files" : "run their own files"}: no configuration is
          desired of {unmanaged === 1 ? "it" : "them"}.
        </li>
      ) : null}
    </ul>
  );
}

function Group(props: {
  title: string;
  causes: readonly PolicyCause[];
  policy: Policy;
  says?: React.ReactNode;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? props.causes : props.causes.slice(0, SHOWN);
  const more = props.causes.length - SHOWN;
  return (
    <section className="stack pol-group">
      <h3>{props.title}</h3>
      {props.says}
      <ul className="pol-causes">
        {shown.map((cause) => (
          <Cause key={`${cause.verdict} ${cause.cause}`} cause={cause} policy={props.policy} />
        ))}
      </ul>
      {more > 0 ? (
        <Button kind="ghost" size="sm" className="start" onClick={() => setAll(!all)}>
          {all ? "Fewer causes" : plural(more, "more cause", "more causes")}
        </Button>
      ) : null}
    </section>
  );
}

function Cause({ cause, policy }: { cause: PolicyCause; policy: Policy }) {
  const named = cause.uids.slice(0, NAMED);
  const rows = useAgents(term("uid", named), NAMED, named.length > 0).data?.items ?? [];
  const more = cause.agents - named.length;
  const where = cause.path.at(-1)?.pipeline ?? null;
  const gap = cause.path.some(({ missing }) => missing);
  return (
    <li>
      <div className="row between">
        <span>
          <b>{plural(cause.agents, "agent")}</b>
          {where === null ? null : <span className="quiet small"> in {where}</span>}
        </span>
        {cause.since ? (
          <span className="quiet small nowrap">
            since <Moment at={cause.since} />
          </span>
        ) : null}
      </div>
      <PathLine path={cause.path} label={cause.cause} />
      <p className="soft small">
        {gap || cause.path.length === 0 ? null : <>{sentence(cause.cause)} </>}
        {cause.remedy}
      </p>
      <ul className="pol-agents">
        {named.map((uid) => {
          const row = rows.find((one) => one.uid === uid);
          return (
            <li key={uid} className="row between">
              <span className="row clip">
                {row ? <Mark of={row.presence} title={row.presence} /> : null}
                <Link className="clip" href={`/agents/one?uid=${uid}#config`}>
                  {row?.name ?? uid}
                </Link>
              </span>
              {row ? (
                <span className="quiet small nowrap">{SYNC[row.sync].word.toLowerCase()}</span>
              ) : null}
            </li>
          );
        })}
        {more > 0 ? (
          <li>
            {cause.verdict === "broken" || cause.agents === cause.uids.length ? (
              <Link className="small" href={moreHref(cause, policy)}>
                {count(more)} more
              </Link>
            ) : (
              <span className="quiet small">{count(more)} more, all named in the evidence</span>
            )}
          </li>
        ) : null}
      </ul>
    </li>
  );
}

/** Who breaks it is a query; who is accepted or cannot be told is named by UID, as far as the hub names them. */
function moreHref(cause: PolicyCause, { name }: Policy): string {
  const query = cause.verdict === "broken" ? term("policy", [name]) : term("uid", cause.uids);
  return `/agents?q=${encodeURIComponent(query)}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) || text === "" ? text : `${text}.`;
}
