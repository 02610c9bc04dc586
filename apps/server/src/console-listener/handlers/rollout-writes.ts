import { API_PREFIX, type RouteRequest } from "@fleethub/api";
import type {
  ControlPlane,
  RolloutAnswer,
  RolloutStarted,
  VerbDone,
  VerbProblem,
} from "@fleethub/control-plane";
import { excludeInput, rebaseInput, retryInput, startInput } from "../inputs/rollouts.js";
import { presentRollout } from "../present/rollout.js";
import { fromVerb } from "../problems.js";
import { answer, type Caller, condition, type Handlers, refuse, type Reply } from "./handler.js";
import { rolloutId, unknownRollout } from "./rollout-address.js";

type Writes = Pick<
  Handlers,
  | "startRollout"
  | "pauseRollout"
  | "resumeRollout"
  | "abortRollout"
  | "rollBackRollout"
  | "promoteRollout"
  | "retryFailed"
  | "excludeMembers"
>;

type SteerVerb =
  | "pause-rollout"
  | "resume-rollout"
  | "abort-rollout"
  | "roll-back-rollout"
  | "promote-rollout";

type Done<Value> = Promise<VerbDone<Value> | VerbProblem>;

interface Addressed<Body> {
  readonly params: { readonly id: string };
  readonly query: Record<string, never>;
  readonly body: Body;
}

/** Writes of rollouts: answered with the rollout as it is then. */
export function rolloutWrites(plane: ControlPlane): Writes {
  const refused = async (refusal: VerbProblem, id: string, { scope }: Caller) => {
    const stale = refusal.code === "stale-version" ? await plane.rolloutViews.get(id, scope) : null;
    if (stale === null) return refuse(fromVerb(refusal));
    return refuse(fromVerb(refusal, { current: presentRollout(stale) }));
  };
  const shown = async (id: string, { scope }: Caller) => {
    const detail = await plane.rolloutViews.get(id, scope);
    if (detail === null) return unknownRollout(id);
    return answer(presentRollout(detail), { version: detail.record.version });
  };
  const addressed =
    <Body extends { readonly reason?: string | undefined }>(
      run: (id: string, request: Addressed<Body>, caller: Caller) => Done<RolloutAnswer>,
    ) =>
    async (request: Addressed<Body>, caller: Caller): Promise<Reply<"getRollout">> => {
      const named = request.params.id;
      const id = await rolloutId(plane, named);
      if (id === null) return unknownRollout(named);
      const { reason } = request.body;
      const actor = reason === undefined ? caller.actor : { ...caller.actor, reason };
      const done = await run(id, { ...request, params: { id } }, { ...caller, actor });
      return done.kind === "problem" ? refused(done, id, caller) : shown(id, caller);
    };
  const steer = (verb: SteerVerb) =>
    addressed((rollout, _request, caller) =>
      plane.run(verb, caller, { rollout, ...condition(caller) }),
    );
  return {
    async startRollout({ body }, caller) {
      const done: VerbDone<RolloutStarted> | VerbProblem =
        body.fragment === undefined
          ? await plane.run("start-rollout", caller, startInput({ body }))
          : await plane.run("rebase-fragment", caller, rebaseInput({ body }));
      if (done.kind === "problem") return refuse(fromVerb(done));
      const { rollout, supersedes, unchanged, notes } = done.value;
      const detail = await plane.rolloutViews.get(rollout.id, caller.scope);
      if (detail === null) return unknownRollout(rollout.id);
      const data = {
        ...presentRollout(detail),
        supersedes: [...supersedes],
        unchanged,
        notes: [...notes],
      };
      const location = `${API_PREFIX}/rollouts/${rollout.id}`;
      return answer(data, { version: detail.record.version, location });
    },
    pauseRollout: steer("pause-rollout"),
    resumeRollout: steer("resume-rollout"),
    abortRollout: steer("abort-rollout"),
    rollBackRollout: steer("roll-back-rollout"),
    promoteRollout: steer("promote-rollout"),
    retryFailed: addressed((_id, request: RouteRequest<"retryFailed">, caller) =>
      plane.run("retry-failed", caller, { ...retryInput(request), ...condition(caller) }),
    ),
    excludeMembers: addressed((_id, request: RouteRequest<"excludeMembers">, caller) =>
      plane.run("exclude", caller, { ...excludeInput(request), ...condition(caller) }),
    ),
  };
}
