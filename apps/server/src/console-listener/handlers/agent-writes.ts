import { type AgentPatch, type BulkRequest, problem } from "@fleethub/api";
import type {
  AgentAnswer,
  Bulk,
  ControlPlane,
  VerbDone,
  VerbProblem,
} from "@fleethub/control-plane";
import { fromVerb, typeOf } from "../problems.js";
import { detailOf } from "./detail-of.js";
import { answer, type Caller, condition, type Handlers, refuse, type Reply } from "./handler.js";

type Writes = Pick<
  Handlers,
  | "patchAgent"
  | "forgetAgent"
  | "approveAgent"
  | "restartAgent"
  | "refreshAgent"
  | "offerAgain"
  | "giveNewUid"
  | "pinAgent"
  | "unpinAgent"
  | "bulkAgents"
>;

/** Verbs about one agent that take nothing but its UID. */
type PlainVerb = "approve" | "restart" | "refresh" | "offer-again" | "new-uid" | "unpin";

/** Writes of agents: one verb each, answered with the agent as it is then. */
export function agentWrites(plane: ControlPlane): Writes {
  const refused = async (refusal: VerbProblem, uid: string, { scope, now }: Caller) => {
    const view = refusal.code === "stale-version" ? await plane.agentView(uid, scope) : null;
    const extra = view === null ? {} : { current: await detailOf(plane, view, now) };
    return refuse(fromVerb(refusal, extra));
  };
  const told = async (
    done: VerbDone<AgentAnswer> | VerbProblem,
    uid: string,
    caller: Caller,
  ): Promise<Reply<"getAgent">> => {
    if (done.kind === "problem") return refused(done, uid, caller);
    const view = await plane.agentView(uid, caller.scope);
    if (view !== null) {
      return answer(await detailOf(plane, view, caller.now), { version: view.record.version });
    }
    return refuse(problem("unknown-agent", "The agent was forgotten at the same moment."));
  };
  const plain =
    (verb: PlainVerb) =>
    async ({ params: { uid } }: { readonly params: { readonly uid: string } }, caller: Caller) =>
      told(await plane.run(verb, caller, { uid, ...condition(caller) }), uid, caller);
  return {
    async patchAgent({ params: { uid }, body: { name, ...shared } }, caller) {
      const input = {
        uid,
        ...condition(caller),
        ...(name === undefined ? {} : { name }),
        ...labelsOf(shared),
      };
      return told(await plane.run("label", caller, input), uid, caller);
    },
    async forgetAgent({ params: { uid } }, caller) {
      const done = await plane.run("forget", caller, { uid, ...condition(caller) });
      return done.kind === "problem" ? refused(done, uid, caller) : answer(undefined);
    },
    approveAgent: plain("approve"),
    restartAgent: plain("restart"),
    refreshAgent: plain("refresh"),
    offerAgain: plain("offer-again"),
    giveNewUid: plain("new-uid"),
    async pinAgent({ params: { uid }, body }, caller) {
      return told(
        await plane.run("pin", caller, { uid, ...condition(caller), ...body }),
        uid,
        caller,
      );
    },
    unpinAgent: plain("unpin"),
    async bulkAgents({ body }, caller) {
      const done = await plane.run("bulk", caller, bulkOf(body));
      if (done.kind === "problem") return refuse(fromVerb(done));
      const { agents, done: changed, unchanged, refused: refusals } = done.value;
      const shown = refusals.map(({ uid, code, detail }) => ({
        uid,
        type: typeOf(code, "agent"),
        detail,
      }));
      return answer({ agents, done: changed, unchanged, refused: shown });
    },
  };
}

/** Members that were not sent are left out. */
function labelsOf({ labels, variables }: Omit<AgentPatch, "name">) {
  return {
    ...(labels === undefined ? {} : { labels }),
    ...(variables === undefined ? {} : { variables }),
  };
}

/** Optional members that were not sent are left out. */
function bulkOf({ query, uids, expectedAgents, ...act }: BulkRequest): Bulk {
  const reach = {
    ...(query === undefined ? {} : { query }),
    ...(uids === undefined ? {} : { uids }),
    ...(expectedAgents === undefined ? {} : { expectedAgents }),
  };
  if (act.verb === "label") return { ...reach, verb: act.verb, input: labelsOf(act.input) };
  if (act.verb === "pin") return { ...reach, ...act };
  return { ...reach, verb: act.verb };
}
