import type { RolloutEvent } from "@fleethub/api";
import {
  AGENTS_BY_ID_MAX,
  type ControlPlane,
  type Page,
  type RolloutEntry,
} from "@fleethub/control-plane";
import { presentJudgement } from "../present/judgement.js";
import {
  presentEntry,
  presentMember,
  presentRollout,
  presentRolloutRow,
} from "../present/rollout.js";
import { rolloutReport } from "../report/page.js";
import { answer, type Handlers } from "./handler.js";
import { rolloutId, unknownRollout } from "./rollout-address.js";

type Reads = Pick<
  Handlers,
  | "listRollouts"
  | "getRollout"
  | "listMembers"
  | "listRolloutEvents"
  | "listJudgements"
  | "getRolloutReport"
>;

/** Judgements that one answer tells, the newest. */
export const JUDGEMENTS_MAX = 1_000;
/** Events and troubled members that a report lists. */
export const REPORT_ROWS_MAX = 500;

const TROUBLE = ["failed", "not-answering", "returned", "returning", "excluded"] as const;

/** Rollouts as they stand now. */
export function rolloutReads(plane: ControlPlane): Reads {
  const shownEntries = async (page: Page<RolloutEntry>): Promise<RolloutEvent[]> => {
    const ids = new Set(page.items.flatMap(({ agent }) => (agent === null ? [] : [agent])));
    const agents = await plane.agents.byIds([...ids].slice(0, AGENTS_BY_ID_MAX));
    const uids = new Map(agents.map(({ id, instanceUid }) => [id, instanceUid]));
    return page.items.map((entry) =>
      presentEntry(entry, entry.agent === null ? null : (uids.get(entry.agent) ?? null)),
    );
  };
  return {
    async listRollouts({ query: { group, live, limit, cursor } }, { scope }) {
      const filter = {
        ...(group === undefined ? {} : { group }),
        ...(live === undefined ? {} : { live: live === "true" }),
      };
      const page = await plane.rolloutViews.list(filter, { limit, cursor: cursor ?? null }, scope);
      return answer({ ...page, items: page.items.map(presentRolloutRow) });
    },
    async getRollout({ params: { id: named } }, { scope }) {
      const id = await rolloutId(plane, named);
      const detail = id === null ? null : await plane.rolloutViews.get(id, scope);
      if (detail === null) return unknownRollout(named);
      return answer(presentRollout(detail), { version: detail.record.version });
    },
    async listMembers({ params: { id: named }, query: { step, wave, limit, cursor } }, { scope }) {
      const id = await rolloutId(plane, named);
      const filter = {
        ...(step === undefined ? {} : { steps: step }),
        ...(wave === undefined ? {} : { wave }),
      };
      const request = { limit, cursor: cursor ?? null };
      const page =
        id === null ? null : await plane.rolloutViews.members(id, filter, request, scope);
      if (page === null) return unknownRollout(named);
      return answer({ ...page, items: page.items.map(presentMember) });
    },
    async listRolloutEvents({ params: { id: named }, query: { limit, cursor } }, { scope }) {
      const id = await rolloutId(plane, named);
      const request = { limit, cursor: cursor ?? null };
      const page = id === null ? null : await plane.rolloutViews.entries(id, request, scope);
      if (page === null) return unknownRollout(named);
      return answer({ ...page, items: await shownEntries(page) });
    },
    async listJudgements({ params: { id: named } }, { scope }) {
      const id = await rolloutId(plane, named);
      const judged =
        id === null ? null : await plane.rolloutViews.judgements(id, JUDGEMENTS_MAX, scope);
      if (judged === null) return unknownRollout(named);
      return answer({
        items: judged.map(presentJudgement),
        total: judged.length,
        nextCursor: null,
      });
    },
    async getRolloutReport({ params: { id: named } }, { now, scope }) {
      const id = await rolloutId(plane, named);
      const detail = id === null ? null : await plane.rolloutViews.get(id, scope);
      if (id === null || detail === null) return unknownRollout(named);
      const page = { limit: REPORT_ROWS_MAX, cursor: null };
      const [members, entries] = await Promise.all([
        plane.rolloutViews.members(id, { steps: TROUBLE }, page, scope),
        plane.rolloutViews.entries(id, page, scope),
      ]);
      const html = rolloutReport({
        rollout: presentRollout(detail),
        members: (members?.items ?? []).map(presentMember),
        membersLeftOut: Math.max(0, (members?.total ?? 0) - REPORT_ROWS_MAX),
        events: entries === null ? [] : await shownEntries(entries),
        eventsLeftOut: Math.max(0, (entries?.total ?? 0) - REPORT_ROWS_MAX),
        now,
      });
      return { kind: "page", html, fileName: `rollout-${detail.record.number}.html` };
    },
  };
}
