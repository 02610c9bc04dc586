import { API_PREFIX, problem } from "@fleethub/api";
import type { AgentAnswer, ControlPlane, VerbDone, VerbProblem } from "@fleethub/control-plane";
import { createTokenInput, revokeCredentialInput, revokeTokenInput } from "../inputs/enrolment.js";
import { presentCredentials, presentEnrolmentToken } from "../present/enrolment.js";
import { fromVerb } from "../problems.js";
import { detailOf } from "./detail-of.js";
import { answer, type Caller, condition, type Handlers, refuse, type Reply } from "./handler.js";
import { pageByName } from "./page-by-name.js";

type Enrolment = Pick<
  Handlers,
  | "listEnrolmentTokens"
  | "createEnrolmentToken"
  | "getEnrolmentToken"
  | "revokeEnrolmentToken"
  | "getCredentials"
  | "rotateCredential"
  | "revokeCredential"
  | "revokeAgent"
  | "readmitAgent"
>;

/** Enrolment tokens, and what agents prove with who they are. */
export function enrolmentHandlers(plane: ControlPlane): Enrolment {
  const unknown = (name: string) =>
    refuse(
      problem(
        "unknown-enrolment-token",
        `No enrolment token is named ${name}. List them, or make it.`,
      ),
    );
  const shown = async (name: string) => {
    const view = await plane.enrolmentToken(name);
    return view === null ? null : presentEnrolmentToken(view);
  };
  const refused = async (refusal: VerbProblem, name: string) => {
    const current = refusal.code === "stale-version" ? await shown(name) : null;
    return refuse(fromVerb(refusal, current === null ? {} : { current }));
  };
  const told = async (
    done: VerbDone<AgentAnswer> | VerbProblem,
    uid: string,
    caller: Caller,
  ): Promise<Reply<"getAgent">> => {
    const view = await plane.agentView(uid, caller.scope);
    const detail = view === null ? null : await detailOf(plane, view, caller.now);
    if (done.kind === "problem") {
      const isStale = done.code === "stale-version" && detail !== null;
      return refuse(fromVerb(done, isStale ? { current: detail } : {}));
    }
    if (view === null || detail === null) {
      return refuse(problem("unknown-agent", "The agent was forgotten at the same moment."));
    }
    return answer(detail, { version: view.record.version });
  };
  return {
    async listEnrolmentTokens({ query }) {
      const page = pageByName(await plane.enrolmentTokens(), ({ token }) => token.name, query);
      return answer({ ...page, items: page.items.map(presentEnrolmentToken) });
    },
    async createEnrolmentToken(request, caller) {
      const { name } = request.body;
      const done = await plane.run("create-enrolment-token", caller, createTokenInput(request));
      if (done.kind === "problem") return refused(done, name);
      const { token, value } = done.value;
      const view = presentEnrolmentToken({ token, state: "valid", agents: 0 });
      const location = `${API_PREFIX}/enrolment-tokens/${name}`;
      return answer({ token: view, value }, { version: token.version, location });
    },
    async getEnrolmentToken({ params: { name } }) {
      const view = await shown(name);
      return view === null ? unknown(name) : answer(view, { version: view.version });
    },
    async revokeEnrolmentToken(request, caller) {
      const { name } = request.params;
      const input = { ...revokeTokenInput(request), ...condition(caller) };
      const done = await plane.run("revoke-enrolment-token", caller, input);
      if (done.kind === "problem") return refused(done, name);
      const view = await shown(name);
      if (view === null) return unknown(name);
      return answer({ token: view, agents: done.value.agents }, { version: view.version });
    },
    async getCredentials({ params: { uid } }, { scope }) {
      const view = await plane.credentials(uid, scope);
      if (view !== null) return answer(presentCredentials(view));
      return refuse(problem("unknown-agent", "No agent has this instance UID."));
    },
    async rotateCredential({ params: { uid } }, caller) {
      const input = { uid, ...condition(caller) };
      return told(await plane.run("rotate-credential", caller, input), uid, caller);
    },
    async revokeCredential(request, caller) {
      const input = { ...revokeCredentialInput(request), ...condition(caller) };
      return told(await plane.run("revoke-credential", caller, input), input.uid, caller);
    },
    async revokeAgent({ params: { uid }, body: { reason } }, caller) {
      const input = { uid, reason, ...condition(caller) };
      return told(await plane.run("revoke", caller, input), uid, caller);
    },
    async readmitAgent({ params: { uid } }, caller) {
      const input = { uid, ...condition(caller) };
      return told(await plane.run("readmit", caller, input), uid, caller);
    },
  };
}
