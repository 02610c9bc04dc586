import { API_PREFIX } from "@fleethub/api";
import type { CheckAnswer, ControlPlane, VerbProblem } from "@fleethub/control-plane";
import { checkInput, createRevisionInput } from "../inputs/configurations.js";
import { presentConfiguration } from "../present/configuration.js";
import { presentFinding } from "../present/finding.js";
import { fromVerb } from "../problems.js";
import { answer, type Caller, condition, type Handlers, refuse } from "./handler.js";

type Writes = Pick<
  Handlers,
  "createConfiguration" | "patchConfiguration" | "removeConfiguration" | "createRevision" | "check"
>;

/** Writes of configurations, and the check that writes nothing. */
export function configurationWrites(plane: ControlPlane): Writes {
  const { configurations } = plane;
  const refused = async (refusal: VerbProblem, name: string, { scope }: Caller) => {
    const stale = refusal.code === "stale-version" ? await configurations.get(name) : null;
    if (stale === null) return refuse(fromVerb(refusal));
    const current = presentConfiguration(stale, await configurations.pinnedAgents(name, scope));
    return refuse(fromVerb(refusal, { current }));
  };
  const address = (name: string) => `${API_PREFIX}/configurations/${name}`;
  return {
    async createConfiguration({ body }, caller) {
      const done = await plane.run("create-configuration", caller, body);
      if (done.kind === "problem") return refused(done, body.name, caller);
      const { value: record } = done;
      const location = address(record.name);
      return answer(presentConfiguration(record, 0), { version: record.version, location });
    },
    async patchConfiguration({ params: { name }, body: { description } }, caller) {
      const input = { name, description, ...condition(caller) };
      const done = await plane.run("describe-configuration", caller, input);
      if (done.kind === "problem") return refused(done, name, caller);
      const { value: record } = done;
      const pinned = await configurations.pinnedAgents(name, caller.scope);
      return answer(presentConfiguration(record, pinned), { version: record.version });
    },
    async removeConfiguration({ params: { name } }, caller) {
      const done = await plane.run("remove-configuration", caller, { name, ...condition(caller) });
      return done.kind === "problem" ? refused(done, name, caller) : answer(undefined);
    },
    async createRevision(request, caller) {
      const { name } = request.params;
      const done = await plane.run("create-revision", caller, createRevisionInput(request));
      if (done.kind === "problem") return refused(done, name, caller);
      const { revision, findings, policies, sameMeaningAs } = done.value;
      const { number, fingerprint, hash } = revision;
      const location = `${address(name)}/revisions/${number}`;
      const shown = findings.map(presentFinding);
      // Whom it is for is not said yet.
      const missingVariables = done.value.missingVariables.map((one) => ({
        name: one,
        agents: 0,
        uids: [],
      }));
      const data = { number, fingerprint, hash, findings: shown, sameMeaningAs };
      return answer(
        { ...data, policies: policies.map(presentFinding), missingVariables },
        { location },
      );
    },
    async check(request, caller) {
      const done = await plane.run("check", caller, checkInput(request));
      return done.kind === "problem" ? refuse(fromVerb(done)) : answer(presentCheck(done.value));
    },
  };
}

function presentCheck(checked: CheckAnswer) {
  const { findings, policies, fingerprint, missingVariables, compatibility } = checked;
  return {
    findings: findings.map(presentFinding),
    fingerprint,
    policies: policies.map(presentFinding),
    missingVariables: missingVariables.map((each) => ({ ...each, uids: [...each.uids] })),
    compatibility:
      compatibility === null
        ? null
        : {
            ...compatibility,
            rows: compatibility.rows.map((row) => ({
              ...row,
              uids: [...row.uids],
              findings: row.findings.map(presentFinding),
            })),
          },
  };
}
