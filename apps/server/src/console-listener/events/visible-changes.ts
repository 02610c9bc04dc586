import type { Change, ChangeKind, ControlPlane, Scope, SignedIn } from "@fleethub/control-plane";
import { type Action, decide, type Subject } from "@fleethub/fleet/access";

/** Changes that somebody may hear of. */
export interface VisibleChanges {
  readonly changes: readonly Change[];
  /** Something that he may have seen is gone: what he shows is to be read afresh. */
  readonly reset: boolean;
}

/** Agents that a stream remembers to have told of. */
export const AGENTS_TOLD_MAX = 10_000;

/** UIDs asked about with one query. */
const UIDS_AT_ONCE = 200;

/** What hearing of a change needs; null: it is for the hubs alone. */
const NEEDED: Readonly<Record<ChangeKind, Action | null>> = {
  "agent.changed": "agents.read",
  "agent.forgotten": "agents.read",
  "agent.renamed": "agents.read",
  "configuration.changed": "configurations.read",
  "configuration.removed": "configurations.read",
  "policy.changed": "policies.read",
  "policy.removed": "policies.read",
  "group.changed": "groups.read",
  "group.removed": "groups.read",
  "rollout.changed": "rollouts.read",
  "enrolment.changed": "enrolment.read",
  "approval.changed": "approvals.read",
  "secret.changed": "secrets.read",
  "secret.removed": "secrets.read",
  "person.changed": null,
  "person.removed": null,
  "session.ended": null,
  "api-token.added": null,
  "api-token.revoked": null,
  "provider.changed": null,
  "provider.removed": null,
};

/** After one of these somebody who is listening may not be allowed to any more. */
export const ENDING: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  "person.changed",
  "person.removed",
  "session.ended",
  "api-token.revoked",
]);

/** Who listens to one stream. */
export interface Listener {
  /** Whose stream it is: streams are counted by this. */
  readonly who: string;
  hears(changes: readonly Change[]): Promise<VisibleChanges>;
  /** Does he still have the grants that the stream was opened with? */
  isStillAllowed(): Promise<boolean>;
}

/** Where it is looked up what is within a reach. */
interface VisibleParts {
  readonly agents: Pick<ControlPlane["agents"], "walk">;
  readonly rolloutViews: Pick<ControlPlane["rolloutViews"], "isThere">;
  readonly approvalViews: Pick<ControlPlane["approvalViews"], "get">;
}

/**
 * A listener who hears of what his grants let him read, and of agents, rollouts and approval requests within their
 * reach. An agent that he was told of and that leaves the reach is told to be gone.
 */
export function listenerFor(
  plane: VisibleParts,
  {
    subject,
    signedIn,
    scope,
    isStillAllowed,
  }: {
    readonly subject: Subject;
    readonly signedIn: SignedIn | null;
    readonly scope: Scope;
    readonly isStillAllowed: () => Promise<boolean>;
  },
): Listener {
  const told = new Set<string>();
  const remember = (uid: string) => {
    told.delete(uid);
    told.add(uid);
    for (const oldest of told) {
      if (told.size <= AGENTS_TOLD_MAX) break;
      told.delete(oldest);
    }
  };
  const needs = (kind: ChangeKind) => {
    const action = NEEDED[kind];
    return action !== null && decide(subject, action).allowed;
  };

  /** What is told of a change; null: nothing, "reset": only that something is gone. */
  const toldOf = async (
    change: Change,
    visible: ReadonlySet<string>,
  ): Promise<Change | "reset" | null> => {
    const { kind, id } = change;
    switch (kind) {
      case "agent.changed": {
        if (visible.has(id)) {
          remember(id);
          return change;
        }
        return told.delete(id) ? { ...change, kind: "agent.forgotten" } : null;
      }
      case "agent.forgotten":
      case "agent.renamed":
        return told.delete(id) ? change : "reset";
      case "rollout.changed":
        return (await plane.rolloutViews.isThere(id, scope)) ? change : null;
      case "approval.changed":
        return (await plane.approvalViews.get(subject, id)) === null ? null : change;
      default:
        return change;
    }
  };

  const owner = signedIn?.kind === "api-token" ? signedIn.token.owner : null;
  return {
    who: owner === null ? `${subject.kind} ${subject.id}` : `person ${owner}`,
    isStillAllowed,
    async hears(all) {
      const changes = all.filter(({ kind }) => needs(kind));
      if (scope.kind === "everything") return { changes, reset: false };
      const uids = changes.flatMap(({ kind, id }) => (kind === "agent.changed" ? [id] : []));
      const visible = await visibleUids(plane, scope, uids);
      const heard: Change[] = [];
      let reset = false;
      for (const change of changes) {
        const one = await toldOf(change, visible);
        if (one === "reset") reset = true;
        else if (one !== null) heard.push(one);
      }
      return { changes: heard, reset };
    },
  };
}

/** Those of these instance UIDs that are in the scope. */
async function visibleUids(
  { agents }: VisibleParts,
  scope: Scope,
  uids: readonly string[],
): Promise<ReadonlySet<string>> {
  const visible = new Set<string>();
  for (let from = 0; from < uids.length; from += UIDS_AT_ONCE) {
    const some = uids.slice(from, from + UIDS_AT_ONCE);
    const values = some.map((uid) => ({ kind: "text", segments: [uid] }) as const);
    const query = { terms: [{ negated: false, field: "uid", key: null, values }] } as const;
    // Nothing here is compared with the clock.
    const filter = { query, now: 0, scope };
    for (const agent of await agents.walk(filter, null, some.length))
      visible.add(agent.instanceUid);
  }
  return visible;
}
