"use client";
import { READY_POLICIES } from "@fleethub/collector-config";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Locked } from "../../parts/locked";
import { usePolicyActs } from "../use-policy-acts";
import { fromReady, OWN_POLICY, writtenOf } from "./policy-draft";
import { PolicyForm } from "./policy-form";
import { ReadyList } from "./ready-list";

/** Choose a ready-made promise or write one's own, then the form. `begun`: `choose`, `own`, or a ready-made name. */
export function NewPolicy(props: {
  begun: string;
  taken: readonly string[];
  onBegin: (what: string) => void;
  onClose: () => void;
  onMade: (name: string) => void;
}) {
  const { create } = usePolicyActs();
  const ready = READY_POLICIES.find(({ name }) => name === props.begun);
  if (ready === undefined && props.begun !== "own")
    return (
      <Dialog
        title="New policy"
        wide
        onClose={props.onClose}
        acts={
          <>
            <Button onClick={props.onClose}>Cancel</Button>
            <Locked action="policies.write">
              <Button icon="plus" onClick={() => props.onBegin("own")}>
                Write one of your own
              </Button>
            </Locked>
          </>
        }
      >
        <p className="soft">
          Begin with a ready-made promise; everything about it can be changed before it is in force.
        </p>
        <ReadyList policies={READY_POLICIES} taken={props.taken} onChoose={props.onBegin} />
      </Dialog>
    );
  return (
    <PolicyForm
      key={props.begun}
      title={ready === undefined ? "New policy" : `New policy: ${ready.title}`}
      initial={ready === undefined ? OWN_POLICY : fromReady(ready, props.taken)}
      named={false}
      taken={props.taken}
      button="Put it in force"
      onClose={props.onClose}
      onSave={async (draft) => {
        const refusal = await create({ name: draft.name, ...writtenOf(draft) });
        if (refusal === null) props.onMade(draft.name);
        return refusal;
      }}
    />
  );
}
