import { READY_POLICIES } from "@fleethub/collector-config";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Empty } from "../parts/empty";
import { ReadyList } from "./editor/ready-list";

/** What policies are for, with the ready-made ones as the next step. */
export function FirstPolicy({ onChoose }: { onChoose: (name: string) => void }) {
  return (
    <div className="pol-first">
      <Empty
        title="A policy is a promise about every path"
        action={
          <Locked action="policies.write">
            <Button icon="plus" onClick={() => onChoose("own")}>
              Write one of your own
            </Button>
          </Locked>
        }
      >
        It is judged while somebody writes a configuration, before it leaves, and on what every
        agent really runs, so that you can say which promises hold now, who breaks them, and prove
        it. Begin with one of these; hosts and patterns are changed before it is in force.
      </Empty>
      <ReadyList policies={READY_POLICIES} taken={[]} onChoose={onChoose} />
    </div>
  );
}
