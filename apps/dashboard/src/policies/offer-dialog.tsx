"use client";
import { useState } from "react";
import { reachOf, runBulk } from "../agents/bulk";
import { useFacets } from "../data/queries";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { count, plural } from "../words/format";

/** Asks before desired is offered again to all that match, with the reach in numbers. */
export function OfferDialog({ query, onClose }: { query: string; onClose: () => void }) {
  const facets = useFacets(query);
  const [asked, setAsked] = useState(false);
  const total = facets.data?.total ?? 0;
  const target = { selection: { kind: "all" }, query, total } as const;
  const offer = async () => {
    setAsked(true);
    await runBulk(target, { verb: "offer-again" }, "Offered desired again to");
    onClose();
  };
  return (
    <Dialog
      title={`Offer desired again to ${plural(total, "agent")}?`}
      onClose={onClose}
      onSubmit={() => void offer()}
      acts={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            disabled={asked}
            waitsFor={facets.data ? undefined : "Counting whom it reaches"}
          >
            Offer to {count(total)}
          </Button>
        </>
      }
    >
      <p className="soft">
        A new attempt with the same text begins on each. {reachOf(target, [], facets.data)} A
        Collector whose configuration changes restarts once.
      </p>
      <p className="soft">
        Where something on the host overrides desired, it does so again: look at{" "}
        <code>agent.config_files</code> there.
      </p>
    </Dialog>
  );
}
