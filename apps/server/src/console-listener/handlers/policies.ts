import { API_PREFIX, problem } from "@fleethub/api";
import {
  type ControlPlane,
  isSelectorWithin,
  type PolicyRecord,
  type VerbProblem,
} from "@fleethub/control-plane";
import { exceptInput } from "../inputs/policies.js";
import {
  presentCause,
  presentDraft,
  presentEvidence,
  presentPolicy,
  presentVerdict,
} from "../present/policy.js";
import { fromVerb } from "../problems.js";
import { answer, type Caller, condition, type Handlers, refuse } from "./handler.js";
import { lineStream } from "./line-stream.js";
import { pageByName } from "./page-by-name.js";

type Policies = Pick<
  Handlers,
  | "listPolicies"
  | "createPolicy"
  | "tryPolicy"
  | "getPolicy"
  | "replacePolicy"
  | "removePolicy"
  | "getEvaluations"
  | "getEvidence"
  | "exceptPolicy"
  | "liftException"
>;

/** Policies, what they say of the fleet, and their exceptions. */
export function policyHandlers(plane: ControlPlane): Policies {
  const { policies } = plane;
  const unknown = (name: string) =>
    refuse(problem("unknown-policy", `No policy is named ${name}. List them, or create it.`));
  const shown = async (record: PolicyRecord, { scope }: Caller) => {
    // An exception that goes beyond the reach names agents outside of it.
    const exceptions = record.exceptions.filter(({ query }) => isSelectorWithin(scope, query));
    return presentPolicy({ ...record, exceptions }, await plane.policyViews.view(record, scope));
  };
  const refused = async (refusal: VerbProblem, name: string, caller: Caller) => {
    const stale = refusal.code === "stale-version" ? await policies.get(name) : null;
    if (stale === null) return refuse(fromVerb(refusal));
    return refuse(fromVerb(refusal, { current: await shown(stale, caller) }));
  };
  const address = (name: string) => `${API_PREFIX}/policies/${name}`;
  return {
    async listPolicies({ query }, caller) {
      const page = pageByName(await policies.list(), ({ name }) => name, query);
      const items = [];
      for (const record of page.items) items.push(await shown(record, caller));
      return answer({ ...page, items });
    },
    async createPolicy({ body }, caller) {
      const done = await plane.run("create-policy", caller, body);
      if (done.kind === "problem") return refused(done, body.name, caller);
      const { value: record } = done;
      const location = address(record.name);
      return answer(await shown(record, caller), { version: record.version, location });
    },
    async tryPolicy({ body: { rule, content, query } }, caller) {
      const input = {
        rule,
        ...(content === undefined ? {} : { content }),
        ...(query === undefined ? {} : { query }),
      };
      const done = await plane.run("try-policy", caller, input);
      if (done.kind === "problem") return refuse(fromVerb(done));
      const { content: verdict, fleet } = done.value;
      return answer({
        content: verdict === null ? null : presentVerdict(verdict),
        fleet:
          fleet === null
            ? null
            : { standing: { ...fleet.standing }, causes: fleet.causes.map(presentCause) },
      });
    },
    async getPolicy({ params: { name } }, caller) {
      const record = await policies.get(name);
      if (record === null) return unknown(name);
      return answer(await shown(record, caller), { version: record.version });
    },
    async replacePolicy({ params: { name }, body }, caller) {
      const done = await plane.run("change-policy", caller, {
        name,
        ...body,
        ...condition(caller),
      });
      if (done.kind === "problem") return refused(done, name, caller);
      const { value: record } = done;
      return answer(await shown(record, caller), { version: record.version });
    },
    async removePolicy({ params: { name } }, caller) {
      const done = await plane.run("remove-policy", caller, { name, ...condition(caller) });
      return done.kind === "problem" ? refused(done, name, caller) : answer(undefined);
    },
    async getEvaluations({ params: { name }, query: { days, limit, cursor } }, { scope }) {
      const record = await policies.get(name);
      if (record === null) return unknown(name);
      const found = await plane.policyViews.evaluations(record, scope, days);
      // As everywhere, a cursor that is none gives an empty page.
      const from = /^\d{1,9}$/.test(cursor ?? "0") ? Number(cursor ?? 0) : found.causes.length;
      const page = found.causes.slice(from, from + limit);
      const more = from + limit < found.causes.length;
      return answer({
        items: page.map(presentCause),
        nextCursor: more ? `${from + limit}` : null,
        total: found.causes.length,
        standing: { ...found.standing },
        days: found.days.map(({ day, judged, kept, worst }) => ({ day, judged, kept, worst })),
        drafts: found.drafts.map(presentDraft),
      });
    },
    async getEvidence({ params: { name } }, { scope }) {
      const record = await policies.get(name);
      if (record === null) return unknown(name);
      const lines = evidenceLines(plane.policyViews.evidence(record, scope));
      return { kind: "stream", stream: lineStream(lines) };
    },
    async exceptPolicy(request, caller) {
      const { name } = request.params;
      const input = { ...exceptInput(request), ...condition(caller) };
      const done = await plane.run("except-policy", caller, input);
      if (done.kind === "problem") return refused(done, name, caller);
      const { value: record } = done;
      const location = `${address(name)}/exceptions/${record.exceptions[0]?.id ?? ""}`;
      return answer(await shown(record, caller), { version: record.version, location });
    },
    async liftException({ params: { name, id } }, caller) {
      const done = await plane.run("lift-exception", caller, { name, id, ...condition(caller) });
      if (done.kind === "problem") return refused(done, name, caller);
      const { value: record } = done;
      return answer(await shown(record, caller), { version: record.version });
    },
  };
}

async function* evidenceLines(
  evidence: ReturnType<ControlPlane["policyViews"]["evidence"]>,
): AsyncGenerator<string> {
  for await (const line of evidence) yield JSON.stringify(presentEvidence(line));
}
