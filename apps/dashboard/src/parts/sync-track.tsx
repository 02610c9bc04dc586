import type { Sync } from "@fleethub/api";
import { SYNC } from "../words/states";

/**
 * The four facts as one small mark: desired, offered, acknowledged, effective. Filled is reached, outline is
 * not yet, a cross refused, an arrow an older config, a not-equal sign another meaning. The word always follows.
 */
export function SyncTrack({ of, large, reason }: { of: Sync; large?: boolean; reason?: string }) {
  return (
    <>
      <i className={`tk tk-${of}${large ? " lg" : ""}`} aria-hidden="true" />
      <b className={`c-${SYNC[of].tone}`}>{SYNC[of].word}</b>
      {reason ? <em title={reason}>{reason}</em> : null}
    </>
  );
}
