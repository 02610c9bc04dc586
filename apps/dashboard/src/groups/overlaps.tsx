import type { GroupOverlap } from "@fleethub/api";
import { Fragment } from "react";
import { count } from "../words/format";
import { groupHref } from "./addresses";
import { Link } from "../parts/link";

/** `6 of them also match rag-retrieval, which is above and takes them.` */
export function Overlaps({ overlaps }: { overlaps: readonly GroupOverlap[] }) {
  return overlaps.map(({ group, agents }) => (
    <Fragment key={group}>
      {count(agents)} of them also {agents === 1 ? "matches" : "match"}{" "}
      <Link href={groupHref(group)}>{group}</Link>, which is above and takes{" "}
      {agents === 1 ? "it" : "them"}.{" "}
    </Fragment>
  ));
}
