import type { ConfigHash } from "@fleethub/fleet";
import type { Retention } from "../ports.js";
import type { SecretValue } from "../secret-model.js";
import { reach, type MemoryState } from "./memory-state.js";

export function memoryRetention(state: MemoryState): Retention {
  return {
    trimChanges: (sequence) =>
      reach(state, () => {
        state.changes = state.changes.filter((change) => change.sequence > sequence);
      }),
    trimTimelines: (before, entriesMax) =>
      reach(state, () => {
        let dropped = 0;
        for (const [id, entries] of state.timelines) {
          const newest = entries
            .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
            .slice(0, entriesMax);
          const kept = newest.filter(({ at }) => at >= before);
          dropped += entries.length - kept.length;
          state.timelines.set(id, kept);
        }
        return dropped;
      }),
    trimBodies: (keptBefore) =>
      reach(state, () => {
        const used = new Set(
          [...state.agents.values()].flatMap(({ report: { health, effective, components } }) => [
            health?.digest,
            effective?.digest,
            components?.listed,
          ]),
        );
        const old = [...state.bodies.values()].filter(
          ({ digest, kind }) =>
            kind !== "remote-config" &&
            !used.has(digest) &&
            (state.bodiesKeptAt.get(digest) ?? 0) < keptBefore,
        );
        for (const { digest } of old) {
          state.bodies.delete(digest);
          state.bodiesKeptAt.delete(digest);
        }
        return old.length;
      }),
    trimVerdicts: () =>
      reach(state, () => {
        const rules = new Set([...state.policies.values()].map(({ digest }) => digest));
        const old = [...state.verdicts].filter(
          ([, { rule, body }]) => !rules.has(rule) || !state.bodies.has(body),
        );
        for (const [key] of old) state.verdicts.delete(key);
        return old.length;
      }),
    trimJudgements: (before) =>
      reach(state, () => {
        let dropped = 0;
        for (const { id, live, status } of state.rollouts.values()) {
          const endedAt = status.ended?.at ?? status.rolledBackAt;
          if (live || endedAt === null || endedAt >= before) continue;
          dropped += state.judgements.get(id)?.length ?? 0;
          state.judgements.delete(id);
        }
        return dropped;
      }),
    trimSecretValues: (before) =>
      reach(state, () => {
        const inForce = new Set([...state.secrets.values()].map(({ value }) => value));
        const used = new Set(
          [...state.agents.values()].flatMap(({ report, outcome }) => [
            report.remoteConfig?.hash,
            outcome.lastGood,
            outcome.window?.hash,
            outcome.returning?.to,
          ]),
        );
        for (const [hash, ids] of state.namedSecrets) {
          if (!used.has(hash as ConfigHash)) continue;
          for (const id of Object.values(ids)) inForce.add(id);
        }
        const all = [...state.secretValues.values()];
        const isReplaced = ({ id, secret, createdAt }: SecretValue) =>
          all.some(
            (next) =>
              next.secret === secret &&
              next.id !== id &&
              next.createdAt >= createdAt &&
              next.createdAt < before,
          );
        const old = all.filter((value) => !inForce.has(value.id) && isReplaced(value));
        for (const { id } of old) state.secretValues.delete(id);
        return old.length;
      }),
    trimApprovals: (now, endedBefore) =>
      reach(state, () => {
        const all = [...state.approvals.values()];
        const expired = all.filter(
          ({ sealedValue, expiresAt }) => sealedValue !== null && expiresAt <= now,
        );
        for (const each of expired) state.approvals.set(each.id, { ...each, sealedValue: null });
        if (endedBefore === null) return expired.length;
        const last = Math.max(...all.map(({ number }) => number));
        const past = all.filter(({ number, outcome, expiresAt }) => {
          const isUnseen = outcome?.kind === "break-glass" && outcome.acknowledged === null;
          return number < last && !isUnseen && (outcome?.at ?? expiresAt) < endedBefore;
        });
        for (const { id } of past) state.approvals.delete(id);
        return expired.length + past.length;
      }),
    trimCompliance: (beforeDay) =>
      reach(state, () => {
        const old = [...state.compliance].filter(([, { day }]) => day < beforeDay);
        for (const [key] of old) state.compliance.delete(key);
        return old.length;
      }),
  };
}
