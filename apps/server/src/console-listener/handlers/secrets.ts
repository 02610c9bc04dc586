import { API_PREFIX, problem } from "@fleethub/api";
import type { ControlPlane, SecretChanged, VerbProblem } from "@fleethub/control-plane";
import { changeSecretInput } from "../inputs/secrets.js";
import { presentReference } from "../present/group.js";
import { presentSecret } from "../present/secret.js";
import { fromVerb } from "../problems.js";
import { answer, type Caller, condition, type Handlers, refuse, type Reply } from "./handler.js";
import { pageByName } from "./page-by-name.js";

type Secrets = Pick<
  Handlers,
  "listSecrets" | "createSecret" | "getSecret" | "replaceSecret" | "removeSecret"
>;

/** Secrets: their values go in and never come out. */
export function secretHandlers(plane: ControlPlane): Secrets {
  const { secretViews } = plane;
  const unknown = (name: string) =>
    refuse(problem("unknown-secret", `No secret is named ${name}. List them, or create it.`));
  const refused = async (refusal: VerbProblem, name: string, { scope }: Caller) => {
    const stale = refusal.code === "stale-version" ? await secretViews.get(name, scope) : null;
    if (stale === null) return refuse(fromVerb(refusal));
    return refuse(fromVerb(refusal, { current: presentSecret(stale) }));
  };
  const written = async (
    { secret: { name }, changed, rollout }: SecretChanged,
    { scope }: Caller,
    rest: { readonly location?: string } = {},
  ): Promise<Reply<"createSecret">> => {
    const view = await secretViews.get(name, scope);
    if (view === null) return unknown(name);
    const opened = rollout === null ? null : presentReference(rollout);
    const { version } = view.record;
    return answer({ ...presentSecret(view), changed, opened }, { version, ...rest });
  };
  return {
    async listSecrets({ query }, { scope }) {
      const page = pageByName(await secretViews.records(), ({ name }) => name, query);
      const views = await secretViews.of(page.items, scope);
      return answer({ ...page, items: views.map(presentSecret) });
    },
    async createSecret({ body }, caller) {
      const done = await plane.run("create-secret", caller, body);
      if (done.kind === "problem") return refused(done, body.name, caller);
      return written(done.value, caller, { location: `${API_PREFIX}/secrets/${body.name}` });
    },
    async getSecret({ params: { name } }, { scope }) {
      const view = await secretViews.get(name, scope);
      if (view === null) return unknown(name);
      return answer(presentSecret(view), { version: view.record.version });
    },
    async replaceSecret(request, caller) {
      const { name } = request.params;
      const input = { ...changeSecretInput(request), ...condition(caller) };
      const done = await plane.run("change-secret", caller, input);
      return done.kind === "problem" ? refused(done, name, caller) : written(done.value, caller);
    },
    async removeSecret({ params: { name } }, caller) {
      const done = await plane.run("remove-secret", caller, { name, ...condition(caller) });
      return done.kind === "problem" ? refused(done, name, caller) : answer(undefined);
    },
  };
}
