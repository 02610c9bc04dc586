"use client";
import { useInBrowser, useParam } from "../data/address";
import { type ApprovalShow, useApprovals, useApprovalsForMe } from "../data/approvals";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import { Link } from "../parts/link";
import { PageHead } from "../parts/page-head";
import { Segments } from "../parts/segments";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";
import { ApprovalsTable } from "./approvals-table";

const SHOWS: readonly { readonly value: ApprovalShow; readonly label: string }[] = [
  { value: "open", label: "Open" },
  { value: "for-me", label: "For me" },
  { value: "all", label: "All" },
];

/** Who asks for what in protected groups, and what waits for an answer. */
export function ApprovalsPage() {
  const inBrowser = useInBrowser();
  const [wanted, setShow] = useParam("show");
  const [group, setGroup] = useParam("group");
  const show = SHOWS.find(({ value }) => value === wanted)?.value ?? "open";
  const requests = useApprovals(show, group);
  const mine = useApprovalsForMe().data ?? 0;
  const all = requests.data?.pages.flatMap(({ items }) => items);
  const total = requests.data?.pages[0]?.total ?? 0;
  return (
    <>
      <PageHead
        title="Approvals"
        sub={all === undefined ? "" : headWords(total, show, mine)}
        acts={
          <>
            {group === "" ? null : (
              <Button size="sm" icon="x" onClick={() => setGroup("")}>
                Group {group}
              </Button>
            )}
            <Segments
              label="Which requests"
              value={show}
              options={SHOWS}
              onChange={(next) => setShow(next === "open" ? "" : next)}
            />
          </>
        }
      />
      <div className="scroll">
        {requests.error ? (
          <Trouble error={requests.error} onRetry={() => void requests.refetch()} />
        ) : null}
        {all === undefined || !inBrowser ? (
          requests.error ? null : (
            <Skeleton lines={8} label="Loading the requests" />
          )
        ) : all.length === 0 ? (
          <Nothing
            show={show}
            group={group}
            onAll={() => {
              setShow("all");
              setGroup("");
            }}
          />
        ) : (
          <div className="pad list-page">
            <section className="card list-box" aria-label="Requests">
              <ApprovalsTable requests={all} />
            </section>
            {requests.hasNextPage ? (
              <Button className="start" onClick={() => void requests.fetchNextPage()}>
                Show older
              </Button>
            ) : null}
          </div>
        )}
      </div>
    </>
  );
}

function headWords(total: number, show: ApprovalShow, mine: number): string {
  if (show === "for-me") return `${plural(total, "request")} for you to answer`;
  const yours = mine === 0 ? "" : `, ${mine} for you to answer`;
  return show === "open" ? `${total} open${yours}` : `${plural(total, "request")}${yours}`;
}

function Nothing(props: { show: ApprovalShow; group: string; onAll: () => void }) {
  if (props.show === "all" && props.group === "")
    return (
      <Empty
        title="A second pair of eyes"
        action={
          <Link className="btn" href="/groups">
            Show the groups
          </Link>
        }
      >
        An administrator protects a group on its page. From then on whoever changes it or its agents
        asks here, another person with the role approver answers, and the hub does exactly what was
        approved. In an emergency an operator can break the glass, which everybody sees.
      </Empty>
    );
  return (
    <Empty
      title={
        props.show === "for-me" ? "Nothing waits for your answer" : "Nothing waits for an answer"
      }
      action={<Button onClick={props.onAll}>Show all requests</Button>}
    >
      {props.group === ""
        ? "Requests come from changes of protected groups."
        : `No such request touches the group ${props.group}.`}
    </Empty>
  );
}
