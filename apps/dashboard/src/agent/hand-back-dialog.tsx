import type { AgentDetail } from "@fleethub/api";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";

/** Says what handing back does before it is done. */
export function HandBackDialog(props: {
  agent: AgentDetail;
  onClose: () => void;
  onHandBack: () => void;
}) {
  return (
    <Dialog
      title={`Hand ${props.agent.name || "the agent"} back to its own files?`}
      onClose={props.onClose}
      onSubmit={props.onHandBack}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Hand back
          </Button>
        </>
      }
    >
      <p className="soft">
        1 Collector restarts once and runs what lies on its host. Without local files it runs no
        pipeline: data stops there. Nothing is offered until a pin says otherwise.
      </p>
    </Dialog>
  );
}
