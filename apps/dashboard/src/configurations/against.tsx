"use client";
import type { RevisionRow } from "@fleethub/api";

/** Which revision a text is compared with: the chosen one, else the one it is over, else the one before. */
export function againstOf(input: {
  readonly revisions: readonly RevisionRow[];
  readonly number: number;
  readonly edited: boolean;
  /** 0: nobody chose. */
  readonly chosen: number;
}): { readonly others: readonly RevisionRow[]; readonly against: number } {
  const { revisions, number, edited, chosen } = input;
  const others = revisions.filter((one) => edited || one.number !== number);
  const before = others.find((one) => one.number < number)?.number ?? others[0]?.number ?? 0;
  const wanted = others.some((one) => one.number === chosen) ? chosen : 0;
  return { others, against: wanted || (edited ? number : before) };
}

/** Chooses what to compare with; the dots of the revisions choose the same. */
export function Against(props: {
  mine: string;
  others: readonly RevisionRow[];
  against: number;
  onAgainst: (number: number) => void;
}) {
  return (
    <div className="against">
      <label htmlFor="against">{props.mine} against</label>
      <select
        id="against"
        className="input"
        value={props.against}
        onChange={(event) => props.onAgainst(Number(event.target.value))}
      >
        {props.others.map((one) => (
          <option key={one.number} value={one.number}>
            r{one.number}
            {one.message ? `, ${one.message}` : ""}
          </option>
        ))}
      </select>
    </div>
  );
}
