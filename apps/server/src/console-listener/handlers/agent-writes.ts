import { problem } from "@fleethub/api";
import type { AgentAnswer, ControlPlane, VerbDone, VerbProblem } from "@fleethub/control-plane";
import { bulkInput, connectionInput, labelInput } from "../inputs/agents.js";
import { presentReference } from "../present/group.js";
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
  | "connectAgent"
  | "moveAgent"
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
    async patchAgent(request, caller) {
      const { uid } = request.params;
      const input = { ...labelInput(request), ...condition(caller) };
      return told(await plane.run("label", caller, input), uid, caller);
    },
    async moveAgent({ params: { uid }, body: { group } }, caller) {
      const input = { uid, group, ...condition(caller) };
      return told(await plane.run("move-to-group", caller, input), uid, caller);
    },
    async connectAgent({ params: { uid }, body }, caller) {
      const input = { uid, ...connectionInput(body), ...condition(caller) };
      return told(await plane.run("connection", caller, input), uid, caller);
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
    async bulkAgents(request, caller) {
      const done = await plane.run("bulk", caller, bulkInput(request));
      if (done.kind === "problem") return refuse(fromVerb(done));
      const { agents, done: changed, unchanged, refused: refusals, rollout } = done.value;
      const shown = refusals.map(({ uid, code, detail }) => ({
        uid,
        type: typeOf(code, "agent"),
        detail,
      }));
      const opened = rollout === undefined ? null : presentReference(rollout);
      return answer({ agents, done: changed, unchanged, opened, refused: shown });
    },
  };
}
