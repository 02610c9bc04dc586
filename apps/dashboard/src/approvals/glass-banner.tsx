"use client";
import { useBrokenGlass } from "../data/approvals";
import { Banner } from "../parts/banner";
import { Link } from "../parts/link";
import { plural } from "../words/format";
import { approvalHref } from "./addresses";

/** What was done without approval, over every page until an approver has looked at it. */
export function GlassBanner() {
  const glass = useBrokenGlass().data;
  const [first] = glass?.items ?? [];
  if (glass === undefined || first === undefined) return null;
  const more = glass.total - 1;
  return (
    <Banner
      tone="bad"
      icon="bolt"
      action={
        <Link className="btn sm" href={approvalHref(first.id)}>
          Look at it
        </Link>
      }
    >
      <b>Done without approval:</b> {first.title}, by {first.answeredBy?.name}:{" "}
      {first.glass?.reason}
      {more > 0 ? (
        <>
          {" "}
          and <Link href="/approvals?show=all">{plural(more, "other")}</Link>
        </>
      ) : null}
    </Banner>
  );
}
