"use client";
import { useMay } from "../data/session";
import { Icon } from "../parts/icon";
import { LockedWords } from "../parts/locked";

const EXPORT = "/api/v1/audit/export";

/** Saves the whole record as signed lines, which verify without a hub. */
export function ProofBundle() {
  const says = useMay()("audit.export");
  if (says !== undefined) return <LockedWords>{`Proof bundle: ${says}`}</LockedWords>;
  return (
    <a className="btn" href={EXPORT} download="fleethub-audit.jsonl">
      <Icon name="download" />
      Proof bundle
    </a>
  );
}

/** Saves the stretch of the record that proves one entry. */
export function ProofLink({ around }: { around: number }) {
  if (useMay()("audit.export") !== undefined) return null;
  return (
    <a href={`${EXPORT}?around=${around}`} download={`fleethub-audit-${around}.jsonl`}>
      Download the proof
    </a>
  );
}
