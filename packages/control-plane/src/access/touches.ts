import type { AgentId } from "@fleethub/fleet";
import type { AgentRecord, GroupRecord, PolicyRecord, RolloutTarget } from "../model.js";
import type { Write } from "../ports.js";

/** What of an agent a reach looks at, where a write changes it. */
export type ReachPatch = Partial<Pick<AgentRecord, "labels" | "enrolment" | "pin">>;

/** What a write is about, as far as somebody's reach is concerned. */
export type Touch =
  /** It changes nothing that belongs to a part of the fleet. */
  | { readonly kind: "nothing" }
  | { readonly kind: "agent"; readonly id: AgentId; readonly patch: ReachPatch }
  /** `after` is null where it goes. */
  | { readonly kind: "group"; readonly name: string; readonly after: GroupRecord | null }
  | { readonly kind: "configuration"; readonly name: string }
  | { readonly kind: "rollout"; readonly targets: readonly RolloutTarget[] }
  | { readonly kind: "policy"; readonly after: PolicyRecord }
  | { readonly kind: "whole-fleet" };

const NOTHING: Touch = { kind: "nothing" };

const agent = (id: AgentId, patch: ReachPatch = {}): Touch => ({ kind: "agent", id, patch });

/** What this write is about. What is not named here concerns the whole fleet. */
export function touchesOf(write: Write): readonly Touch[] {
  switch (write.kind) {
    case "set-intent": {
      const { labels, enrolment, pin } = write;
      return [
        agent(write.id, {
          ...(labels === undefined ? {} : { labels }),
          ...(enrolment === undefined ? {} : { enrolment }),
          ...(pin === undefined ? {} : { pin }),
        }),
      ];
    }
    case "set-outcome":
    case "set-report":
    case "touch":
    case "rename-uid":
    case "forget-agent":
    case "set-breaches":
    case "add-timeline":
    case "give-uid":
      return [agent(write.id)];
    case "set-telemetry":
      return write.agents.map((each) => agent(each.agent));
    case "set-configuration":
      return [{ kind: "configuration", name: write.name }];
    case "add-revision":
      return [{ kind: "configuration", name: write.revision.configuration }];
    case "add-group":
    case "set-group":
      return [{ kind: "group", name: write.group.name, after: write.group }];
    case "remove-group":
      return [{ kind: "group", name: write.name, after: null }];
    case "add-rollout": {
      const { rollout, members } = write;
      return [
        { kind: "rollout", targets: rollout.targets },
        ...members.map((member) => agent(member.agent)),
      ];
    }
    case "set-rollout":
      return [{ kind: "rollout", targets: write.rollout.targets }];
    case "set-policy":
      return [{ kind: "policy", after: write.policy }];
    case "add-configuration":
    case "add-audit":
    // Kept under a digest or a hash: what is there already stays as it is.
    case "add-rendering":
    case "add-bodies":
    case "add-verdicts":
    // What is asked for is planned, and checked, as its own verb.
    case "add-approval":
    case "set-approval":
    // Beside the rollout itself.
    case "set-members":
    case "add-rollout-entries":
    case "add-judgement":
      return [NOTHING];
    default:
      return [{ kind: "whole-fleet" }];
  }
}
