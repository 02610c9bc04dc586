import { API_PREFIX, type GroupWritten, problem } from "@fleethub/api";
import type { ControlPlane, GroupChanged, Moved, VerbProblem } from "@fleethub/control-plane";
import { changeGroupInput, createGroupInput, removeGroupInput } from "../inputs/groups.js";
import { presentGroup, presentReference, presentSyncs } from "../present/group.js";
import { fromVerb } from "../problems.js";
import { answer, type Caller, condition, type Handlers, refuse, type Reply } from "./handler.js";

type Groups = Pick<
  Handlers,
  "listGroups" | "createGroup" | "getGroup" | "replaceGroup" | "removeGroup"
>;

/** Groups in their order, and what becomes of their agents. */
export function groupHandlers(plane: ControlPlane): Groups {
  const unknown = (name: string) =>
    refuse(problem("unknown-group", `No group is named ${name}. List them, or create it.`));
  const refused = async (refusal: VerbProblem, name: string, { scope }: Caller) => {
    const stale = refusal.code === "stale-version" ? await plane.groupViews.get(name, scope) : null;
    if (stale === null) return refuse(fromVerb(refusal));
    return refuse(fromVerb(refusal, { current: presentGroup(stale) }));
  };
  const written = async (
    { group: { name }, ...moved }: GroupChanged,
    { scope }: Caller,
    rest: { readonly location?: string } = {},
  ): Promise<Reply<"createGroup">> => {
    const view = await plane.groupViews.get(name, scope);
    if (view === null) return unknown(name);
    const data: GroupWritten = { ...presentGroup(view), ...presentMoved(moved) };
    return answer(data, { version: view.record.version, ...rest });
  };
  return {
    async listGroups({ query: { limit, cursor } }, { scope }) {
      const { groups, none } = await plane.groupViews.list(scope);
      const after = groups.findIndex(({ record }) => record.name === cursor);
      // As everywhere, a cursor that is none gives an empty page.
      const from = cursor === undefined ? 0 : after < 0 ? groups.length : after + 1;
      const page = groups.slice(from, from + limit);
      const more = from + limit < groups.length;
      return answer({
        items: page.map(presentGroup),
        nextCursor: more ? (page.at(-1)?.record.name ?? null) : null,
        total: groups.length,
        none: { agents: none.agents, syncs: presentSyncs(none.syncs) },
      });
    },
    async createGroup(request, caller) {
      const done = await plane.run("create-group", caller, createGroupInput(request));
      if (done.kind === "problem") return refused(done, request.body.name, caller);
      const location = `${API_PREFIX}/groups/${done.value.group.name}`;
      return written(done.value, caller, { location });
    },
    async getGroup({ params: { name } }, { scope }) {
      const view = await plane.groupViews.get(name, scope);
      if (view === null) return unknown(name);
      return answer(presentGroup(view), { version: view.record.version });
    },
    async replaceGroup(request, caller) {
      const input = { ...changeGroupInput(request), ...condition(caller) };
      const done = await plane.run("change-group", caller, input);
      if (done.kind === "problem") return refused(done, request.params.name, caller);
      return written(done.value, caller);
    },
    async removeGroup(request, caller) {
      const input = { ...removeGroupInput(request), ...condition(caller) };
      const done = await plane.run("remove-group", caller, input);
      if (done.kind === "problem") return refused(done, request.params.name, caller);
      return answer(presentMoved(done.value));
    },
  };
}

function presentMoved({ moved, changed, rollout }: Moved) {
  return { moved, changed, opened: rollout === null ? null : presentReference(rollout) };
}
