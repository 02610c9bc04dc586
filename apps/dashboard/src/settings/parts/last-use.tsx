import { Moment } from "../../parts/moment";

/** When somebody came with a token last, and from where. */
export function LastUse({ at, address }: { at: string | null; address: string | null }) {
  if (at === null) return <span className="quiet">never</span>;
  return (
    <span>
      <Moment at={at} />
      {address ? <div className="sub mono">{address}</div> : null}
    </span>
  );
}
