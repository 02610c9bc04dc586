"use client";
import type { Policy } from "@fleethub/api";
import { ruleInWords } from "@fleethub/collector-config";
import { useState } from "react";
import { useBreakerCounts, useEvaluations } from "../data/policies";
import { useFacets } from "../data/queries";
import { term } from "../data/query-text";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { Moment } from "../parts/moment";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { count, plural } from "../words/format";
import { AcceptDialog } from "./accept-dialog";
import { breakersOf, cannotOffer, offerQuery } from "./breakers";
import { Causes } from "./causes";
import { DraftsThatBreak } from "./drafts-that-break";
import { OfferDialog } from "./offer-dialog";
import { Link } from "../parts/link";

/** One promise: its rule, whom it guards, who breaks it by cause, and what can be done about it. */
export function PolicyDetail({ policy, onEdit }: { policy: Policy; onEdit: () => void }) {
  const { name, standing, enabled } = policy;
  const evaluations = useEvaluations(name);
  const query = term("policy", [name]);
  const facets = useBreakerCounts(query, enabled ? standing.broken : 0);
  const [asking, setAsking] = useState<"offer" | "accept" | null>(null);
  const breakers = facets.data && facets.data.total > 0 ? breakersOf(facets.data) : null;
  const drafts = evaluations.data?.drafts;
  const offer = offerQuery(name, drafts?.map(({ configuration }) => configuration) ?? []);
  const helped = useFacets(offer, drafts !== undefined && (breakers?.offerable ?? 0) > 0).data;
  const offerable = breakers?.offerable === 0 ? 0 : helped?.total;
  const waitsFor =
    breakers === null || offerable === undefined
      ? "Counting who runs what"
      : cannotOffer(breakers, offerable);
  return (
    <Card
      flush
      title={policy.title}
      acts={
        <Locked action="policies.write">
          <Button size="sm" onClick={onEdit}>
            Edit
          </Button>
        </Locked>
      }
    >
      <div className="body stack pol-body">
        <Facts policy={policy} />
        {evaluations.error ? (
          <Trouble error={evaluations.error} onRetry={() => void evaluations.refetch()} />
        ) : null}
        {!enabled ? (
          <p className="soft">
            Switched off: nobody is judged by it and nothing is kept from leaving.
          </p>
        ) : evaluations.data ? (
          <>
            <Causes policy={policy} causes={evaluations.data.items} breakers={breakers} />
            <DraftsThatBreak policy={policy} drafts={evaluations.data.drafts} />
          </>
        ) : evaluations.error ? null : (
          <Skeleton lines={5} label="Loading who breaks it" />
        )}
        {enabled && standing.broken > 0 ? (
          <div className="stack pol-acts">
            <div className="row wrap">
              <Locked action="agents.write">
                <Button
                  kind="primary"
                  icon="undo"
                  waitsFor={waitsFor}
                  {...(waitsFor === undefined ? {} : { "aria-describedby": "offer-waits" })}
                  onClick={() => setAsking("offer")}
                >
                  {waitsFor === undefined
                    ? `Offer desired again to ${count(offerable ?? 0)}`
                    : "Offer desired again"}
                </Button>
              </Locked>
              <Locked action="policies.except">
                <Button onClick={() => setAsking("accept")}>Accept until…</Button>
              </Locked>
            </div>
            {waitsFor === undefined ? null : (
              <p className="quiet small" id="offer-waits">
                {waitsFor}.
              </p>
            )}
          </div>
        ) : null}
      </div>
      {asking === "offer" ? <OfferDialog query={offer} onClose={() => setAsking(null)} /> : null}
      {asking === "accept" ? (
        <AcceptDialog
          policy={policy}
          causes={evaluations.data?.items ?? []}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </Card>
  );
}

function Facts({ policy }: { policy: Policy }) {
  const { standing, scope, enabled } = policy;
  const changed = policy.changedAt !== policy.createdAt;
  return (
    <dl className="dl">
      <dt>Rule</dt>
      <dd className="mono small rule">{ruleInWords(policy.rule)}</dd>
      <dt>Applies to</dt>
      <dd>
        {scope === "" ? (
          "every agent"
        ) : (
          <>
            <Link href={`/agents?q=${encodeURIComponent(scope)}`}>
              <code>{scope}</code>
            </Link>
            , {plural(standing.agents, "agent")}
          </>
        )}
      </dd>
      <dt>Judged on</dt>
      <dd>
        desired at edit and when pinned, effective on every report
        {standing.agents > standing.judged && enabled ? (
          <span className="quiet">
            ; {count(standing.agents - standing.judged)} of {count(standing.agents)} report no
            effective config
          </span>
        ) : null}
      </dd>
      <dt>In force since</dt>
      <dd>
        <Moment at={policy.createdAt} /> by {policy.createdBy},{" "}
        {changed ? (
          <>
            changed <Moment at={policy.changedAt} />
          </>
        ) : (
          "unchanged"
        )}
        , <Link href={`/audit?q=${encodeURIComponent(policy.name)}`}>audit</Link>
      </dd>
    </dl>
  );
}
