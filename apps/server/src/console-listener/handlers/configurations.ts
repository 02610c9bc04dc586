import { problem } from "@fleethub/api";
import type { ControlPlane, RevisionRecord } from "@fleethub/control-plane";
import {
  presentConfiguration,
  presentRevision,
  presentRevisionRow,
} from "../present/configuration.js";
import { presentDifference } from "../present/difference.js";
import type { ConfigDesk } from "../../platform/config-judge/config-desk.js";
import { answer, type Handlers, refuse } from "./handler.js";

type Reads = Pick<
  Handlers,
  "listConfigurations" | "getConfiguration" | "listRevisions" | "getRevision" | "diffRevisions"
>;

/** Reads of configurations and their revisions; what a step between two means is the judge's to say. */
export function configurationReads(plane: ControlPlane, judge: ConfigDesk): Reads {
  const { configurations } = plane;
  const unknown = (name: string) =>
    refuse(
      problem(
        "unknown-configuration",
        `No configuration is named ${name}. List them, or create it.`,
      ),
    );
  const unknownRevision = (name: string, number: number) =>
    refuse(problem("unknown-revision", `${name} has no revision ${number}. List its revisions.`));
  return {
    async listConfigurations({ query: { limit, cursor } }, { scope }) {
      const page = await configurations.list({ limit, cursor: cursor ?? null });
      const items = await Promise.all(
        page.items.map(async (record) =>
          presentConfiguration(record, await configurations.pinnedAgents(record.name, scope)),
        ),
      );
      return answer({ ...page, items });
    },
    async getConfiguration({ params: { name } }, { scope }) {
      const record = await configurations.get(name);
      if (record === null) return unknown(name);
      const data = presentConfiguration(record, await configurations.pinnedAgents(name, scope));
      return answer(data, { version: record.version });
    },
    async listRevisions({ params: { name }, query: { limit, cursor } }) {
      if ((await configurations.get(name)) === null) return unknown(name);
      const page = await configurations.revisions(name, { limit, cursor: cursor ?? null });
      return answer({ ...page, items: page.items.map(presentRevisionRow) });
    },
    async getRevision({ params: { name, number } }) {
      const record = await configurations.revision(name, number);
      if (record !== null) return answer(presentRevision(record, await plane.lineOrigins(record)));
      return (await configurations.get(name)) === null
        ? unknown(name)
        : unknownRevision(name, number);
    },
    async diffRevisions({ params: { name }, query: { from, to } }) {
      if ((await configurations.get(name)) === null) return unknown(name);
      const [before, after] = await Promise.all([
        configurations.revision(name, from),
        configurations.revision(name, to),
      ]);
      if (before === null) return unknownRevision(name, from);
      if (after === null) return unknownRevision(name, to);
      const [one, two] = await Promise.all([before, after].map((each) => asDefaulted(each, judge)));
      const meaning = await judge.difference(one ?? before.content, two ?? after.content);
      return answer(presentDifference(before, after, meaning));
    },
  };
}

/** The text where no agent gives a value: another default is another meaning. */
async function asDefaulted(
  { content, variables }: RevisionRecord,
  judge: ConfigDesk,
): Promise<string> {
  return variables.length === 0 ? content : (await judge.render(content, variables, {})).text;
}
