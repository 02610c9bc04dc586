"use client";
import { newGroup, writtenGroup } from "./group-draft";
import { GroupForm } from "./group-form";
import type { GroupActs } from "./use-group-acts";

/** Makes a group: its selector, what it releases, and whom it takes from where, told before it is made. */
export function NewGroup(props: {
  /** The selector to begin with. */
  query: string;
  taken: readonly string[];
  acts: GroupActs;
  onClose: () => void;
  onMade: (name: string) => void;
}) {
  return (
    <GroupForm
      title="New group"
      initial={newGroup(props.query)}
      named={false}
      taken={props.taken}
      button="Make the group"
      request={(draft) => ({
        verb: "create-group",
        input: { name: draft.name, ...writtenGroup(draft) },
      })}
      onClose={props.onClose}
      onSave={async (draft, expectedAgents) => {
        const refusal = await props.acts.create({
          name: draft.name,
          ...writtenGroup(draft),
          ...(expectedAgents === undefined ? {} : { expectedAgents }),
        });
        if (refusal === null) props.onMade(draft.name);
        return refusal;
      }}
    />
  );
}
