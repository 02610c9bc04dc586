import type { RolloutMemberRecord, RolloutRecord } from "../model.js";
import type { Write } from "../ports.js";
import type { MemoryState } from "./memory-state.js";
import type { UndoLog } from "./undo-log.js";
import { done, refused, type WriteResult } from "./write-result.js";

export type RolloutWrite = Extract<
  Write,
  {
    readonly kind:
      | "add-rollout"
      | "set-rollout"
      | "set-members"
      | "add-rollout-entries"
      | "add-judgement";
  }
>;

const changed = (id: string, version: number) => done({ kind: "rollout.changed", id, version });

const inOrder = (a: RolloutMemberRecord, b: RolloutMemberRecord) =>
  a.wave - b.wave || (a.agent < b.agent ? -1 : 1);

export function applyRolloutWrite(
  state: MemoryState,
  undo: UndoLog,
  write: RolloutWrite,
): WriteResult {
  const { rollouts, rolloutEntries, judgements } = state;
  switch (write.kind) {
    case "add-rollout": {
      const { rollout, members } = write;
      if (isTaken(state, rollout)) return refused(rollout.id, "exists");
      const ordered = members.toSorted(inOrder);
      undo.set(rollouts, rollout.id, rollout);
      undo.set(state.members, rollout.id, new Map(ordered.map((each) => [each.agent, each])));
      return changed(rollout.id, rollout.version);
    }
    case "set-rollout": {
      const { id, status, phase, sentence, verdicts, live } = write.rollout;
      const current = rollouts.get(id);
      if (current === undefined) return refused(id, "missing");
      if (current.version !== write.expect) return refused(id, "version");
      if (live && hasRival(state, current)) return refused(id, "exists");
      const version = write.expect + 1;
      undo.set(rollouts, id, { ...current, status, phase, sentence, verdicts, live, version });
      return changed(id, version);
    }
    case "set-members": {
      const members = state.members.get(write.rollout);
      if (members === undefined) return done();
      for (const { agent, ...patch } of write.members) {
        const current = members.get(agent);
        if (current !== undefined) undo.set(members, agent, { ...current, ...patch });
      }
      return done();
    }
    case "add-rollout-entries": {
      if (!rollouts.has(write.rollout)) return done();
      const known = rolloutEntries.get(write.rollout) ?? [];
      const ids = new Set(known.map(({ id }) => id));
      const fresh = write.entries.filter(({ id }) => !ids.has(id));
      undo.set(rolloutEntries, write.rollout, [...known, ...fresh]);
      return done();
    }
    case "add-judgement": {
      if (!rollouts.has(write.rollout)) return done();
      const known = judgements.get(write.rollout) ?? [];
      if (known.some(({ at }) => at === write.judgement.at)) return done();
      const all = [...known, write.judgement].sort((a, b) => a.at - b.at);
      undo.set(judgements, write.rollout, all);
      return done();
    }
  }
}

function isTaken(state: MemoryState, rollout: RolloutRecord): boolean {
  const { id, number, live } = rollout;
  const others = [...state.rollouts.values()];
  if (others.some((other) => other.id === id || other.number === number)) return true;
  return live && hasRival(state, rollout);
}

/** One of its groups has another live rollout. */
function hasRival({ rollouts }: MemoryState, { id, targets }: RolloutRecord): boolean {
  const groups = new Set(targets.map(({ group }) => group));
  return [...rollouts.values()].some(
    (other) =>
      other.id !== id && other.live && other.targets.some(({ group }) => groups.has(group)),
  );
}
