"use client";
import { useParam } from "../data/address";
import { useHub } from "../data/queries";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { Choices } from "./choices";
import { Instructions } from "./instructions";
import { LiveCheck } from "./live-check";
import { useDoor } from "./use-door";
import { wayOf } from "./ways";

/** What do I run, and which step fails. */
export function ConnectPage() {
  const hub = useHub();
  const [via, setVia] = useParam("via");
  const way = wayOf(via);
  const field = useDoor(hub.data);
  return (
    <>
      <PageHead
        lined
        title="Connect collectors"
        sub="They keep their own config until you assign one"
      />
      <div className="scroll">
        {hub.error ? (
          <Trouble error={hub.error} onRetry={() => void hub.refetch()} />
        ) : hub.data && field ? (
          <div className="pad wiz">
            <div>
              <Choices way={way} onChange={setVia} />
              <Instructions key={way} way={way} hub={hub.data} field={field} />
            </div>
            <LiveCheck hub={hub.data} door={field.door} />
          </div>
        ) : (
          <Skeleton lines={10} label="Loading how to connect" />
        )}
      </div>
    </>
  );
}
