"use client";
import type { AuditChain } from "@fleethub/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, hub } from "../data/hub";
import { Age } from "../parts/age";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { Locked } from "../parts/locked";
import { Moment } from "../parts/moment";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { count } from "../words/format";

/** The hub verifies by itself; what it came to is looked at again this often. */
const LOOK_AGAIN_MS = 30_000;

/** The chain of the record as it stands. */
export const useChain = () =>
  useQuery({
    queryKey: ["audit-chain"],
    queryFn: () => answered(hub.describeChain()),
    refetchInterval: LOOK_AGAIN_MS,
  });

/** Up to where the record verifies and where it is anchored. Broken, it is red, names the entry, and stays. */
export function ChainBar({ onShow }: { onShow: (sequence: number) => void }) {
  const client = useQueryClient();
  const chain = useChain();
  const verify = useMutation({
    mutationFn: () => answered(hub.verifyAudit()),
    onSettled: () => client.invalidateQueries({ queryKey: ["audit-chain"] }),
  });
  if (chain.error) return <Trouble error={chain.error} onRetry={() => void chain.refetch()} />;
  if (chain.data === undefined) {
    return (
      <div className="chainbar">
        <Skeleton lines={1} label="Loading the chain" />
      </div>
    );
  }
  const { verification } = chain.data;
  const broken = verification?.broken ?? null;
  return (
    <div className={broken === null ? "chainbar" : "chainbar broken"}>
      {broken === null ? (
        <Standing chain={chain.data} />
      ) : (
        <div className="grow" role="alert">
          <span className="state c-bad">
            <Icon name="bad" />
            <b>Chain broken at entry {count(broken.sequence)}</b>
          </span>
          <p className="small">
            {broken.message} {broken.remedy}
          </p>
        </div>
      )}
      {verify.error ? (
        <span className="small c-bad" role="alert">
          It could not be verified: {verify.error.message}
        </span>
      ) : null}
      <span className="chain-acts">
        {broken === null ? null : (
          <Button size="sm" onClick={() => onShow(broken.sequence)}>
            Show entry {count(broken.sequence)}
          </Button>
        )}
        <Locked action="audit.verify">
          <Button
            size="sm"
            waitsFor={verify.isPending ? "Every entry is being verified" : undefined}
            onClick={() => verify.mutate()}
          >
            {verify.isPending ? "Verifying" : "Verify now"}
          </Button>
        </Locked>
      </span>
      <span className="sr" role="status">
        {verify.data?.verdict === "intact" ? "The chain is intact" : ""}
      </span>
    </div>
  );
}

function Standing({ chain }: { chain: AuditChain }) {
  const { verification, first, last, entries } = chain;
  if (entries === 0) return <span className="soft">Nothing is chained yet</span>;
  const isVerified = verification !== null && verification.last > 0;
  return (
    <>
      <span className={isVerified ? "state c-ok" : "state"}>
        <Icon name={isVerified ? "ok" : "clock"} />
        <b>
          {isVerified
            ? `Chain intact, entries ${count(verification.first)} to ${count(verification.last)}`
            : `Entries ${count(first)} to ${count(last)}, not verified yet`}
        </b>
      </span>
      <span className="soft small">
        {verification === null ? null : (
          <>
            verified <Age at={verification.at} /> ago,{" "}
          </>
        )}
        each entry carries the hash of the one before
      </span>
      <Signed chain={chain} />
    </>
  );
}

/** How far a signature covers the chain, and where else it stands. */
function Signed({ chain: { checkpoint, unsigned, anchor, cutThrough } }: { chain: AuditChain }) {
  return (
    <>
      {unsigned !== null ? (
        <span className="small c-warn">
          <Icon name="warn" small /> not signed: {unsigned}
        </span>
      ) : checkpoint === null ? (
        <span className="soft small">the first checkpoint is signed within a minute</span>
      ) : (
        <span className="soft small">
          signed up to {count(checkpoint.sequence)}, <Moment at={checkpoint.at} />, key{" "}
          <code>{checkpoint.keyId}</code>
          {anchor === null ? ", anchored nowhere else" : `, anchored in ${anchor}`}
        </span>
      )}
      {cutThrough === 0 ? null : (
        <span className="soft small">
          entries up to {count(cutThrough)} were dropped with proof
        </span>
      )}
    </>
  );
}
