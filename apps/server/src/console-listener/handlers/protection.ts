import { problem } from "@fleethub/api";
import type { ControlPlane, GroupRecord, VerbDone, VerbProblem } from "@fleethub/control-plane";
import { presentGroup } from "../present/group.js";
import { fromVerb } from "../problems.js";
import { answer, type Caller, condition, type Handlers, refuse, type Reply } from "./handler.js";

/** Protects groups, and lifts the protection. */
export function protectionHandlers(
  plane: ControlPlane,
): Pick<Handlers, "protectGroup" | "liftProtection"> {
  const shown = async (
    name: string,
    done: VerbDone<GroupRecord> | VerbProblem,
    { scope }: Caller,
  ): Promise<Reply<"protectGroup">> => {
    if (done.kind === "problem" && done.code !== "stale-version") return refuse(fromVerb(done));
    const view = await plane.groupViews.get(name, scope);
    if (view === null) {
      return refuse(problem("unknown-group", `No group is named ${name}. List them.`));
    }
    const group = presentGroup(view);
    if (done.kind === "problem") return refuse(fromVerb(done, { current: group }));
    return answer(group, { version: view.record.version });
  };
  return {
    async protectGroup({ params: { name }, body }, caller) {
      const input = { name, ...body, ...condition(caller) };
      return shown(name, await plane.run("protect-group", caller, input), caller);
    },
    async liftProtection({ params: { name } }, caller) {
      const input = { name, ...condition(caller) };
      return shown(name, await plane.run("lift-protection", caller, input), caller);
    },
  };
}
