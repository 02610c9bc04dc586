import { API_PREFIX } from "@fleethub/api";
import type { CheckAnswer, ControlPlane, VerbProblem } from "@fleethub/control-plane";
import { presentConfiguration } from "../present/configuration.js";
import { presentFinding } from "../present/finding.js";
import { fromVerb } from "../problems.js";
import { answer, condition, type Handlers, refuse } from "./handler.js";
import { notBuilt } from "./not-built.js";

type Writes = Pick<
  Handlers,
  "createConfiguration" | "patchConfiguration" | "removeConfiguration" | "createRevision" | "check"
>;

/** Writes of configurations, and the check that writes nothing. */
export function configurationWrites(plane: ControlPlane): Writes {
  const { configurations } = plane;
  const refused = async (refusal: VerbProblem, name: string) => {
    const stale = refusal.code === "stale-version" ? await configurations.get(name) : null;
    if (stale === null) return refuse(fromVerb(refusal));
    const current = presentConfiguration(stale, await configurations.pinnedAgents(name));
    return refuse(fromVerb(refusal, { current }));
  };
  const address = (name: string) => `${API_PREFIX}/configurations/${name}`;
  return {
    async createConfiguration({ body }, caller) {
      const done = await plane.run("create-configuration", caller, body);
      if (done.kind === "problem") return refused(done, body.name);
      const { value: record } = done;
      const location = address(record.name);
      return answer(presentConfiguration(record, 0), { version: record.version, location });
    },
    async patchConfiguration({ params: { name }, body: { description } }, caller) {
      const input = { name, description, ...condition(caller) };
      const done = await plane.run("describe-configuration", caller, input);
      if (done.kind === "problem") return refused(done, name);
      const { value: record } = done;
      const pinned = await configurations.pinnedAgents(name);
      return answer(presentConfiguration(record, pinned), { version: record.version });
    },
    async removeConfiguration({ params: { name } }, caller) {
      const done = await plane.run("remove-configuration", caller, { name, ...condition(caller) });
      return done.kind === "problem" ? refused(done, name) : answer(undefined);
    },
    async createRevision({ params: { name }, body }, caller) {
      const { content, message, layers, variables } = body;
      if (variables !== undefined && variables.length > 0) return notBuilt();
      const input = { name, content, message, ...(layers === undefined ? {} : { layers }) };
      const done = await plane.run("create-revision", caller, input);
      if (done.kind === "problem") return refused(done, name);
      const { revision, findings, sameMeaningAs } = done.value;
      const { number, fingerprint, hash } = revision;
      const location = `${address(name)}/revisions/${number}`;
      const shown = findings.map(presentFinding);
      const none = { policies: [], missingVariables: [] };
      return answer(
        { number, fingerprint, hash, findings: shown, sameMeaningAs, ...none },
        { location },
      );
    },
    async check({ body: { content, query, layers, variables } }, caller) {
      if ((layers?.length ?? 0) + (variables?.length ?? 0) > 0) return notBuilt();
      const input = { content, ...(query === undefined ? {} : { query }) };
      const done = await plane.run("check", caller, input);
      return done.kind === "problem" ? refuse(fromVerb(done)) : answer(presentCheck(done.value));
    },
  };
}

function presentCheck({ findings, fingerprint, compatibility }: CheckAnswer) {
  return {
    findings: findings.map(presentFinding),
    fingerprint,
    policies: [],
    missingVariables: [],
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
