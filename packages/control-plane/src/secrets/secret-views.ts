import { parseReach } from "@fleethub/fleet/access";
import type { Query } from "@fleethub/fleet/query";
import type { Scope, SecretRecord } from "../model.js";
import type { AgentReader, Clock, ConfigurationReader, FleetStorage } from "../ports.js";
import { secretNamesIn } from "./secret-names.js";

/** A secret with who may be offered it and what names it. Never its value. */
export interface SecretView {
  readonly record: SecretRecord;
  /** Agents within its reach, of those that the caller may see. */
  readonly agents: number;
  /** Configurations whose newest revision, or one that a group runs, names it; by name. */
  readonly configurations: readonly string[];
}

export interface SecretViews {
  /** Every secret, by name. */
  records(): Promise<readonly SecretRecord[]>;
  /** These, each with a count of agents and what names it: every configuration's newest text is looked at for that. */
  of(records: readonly SecretRecord[], scope: Scope): Promise<readonly SecretView[]>;
  get(name: string, scope: Scope): Promise<SecretView | null>;
}

const CONFIGURATIONS_IN_A_PAGE = 200;

/** Secrets as people see them. */
export function createSecretViews(
  { secrets, agents, configurations, groups }: FleetStorage,
  clock: Clock,
): SecretViews {
  const named = async (): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
    const byName = new Map<string, Set<string>>();
    const note = (configuration: string, content: string) => {
      for (const name of secretNamesIn(content)) {
        byName.set(name, (byName.get(name) ?? new Set()).add(configuration));
      }
    };
    for await (const { name, latestRevision } of everyConfiguration(configurations)) {
      const newest = await configurations.revision(name, latestRevision);
      if (newest !== null) note(name, newest.content);
    }
    for (const { stable } of await groups.list()) {
      if (stable === null) continue;
      const run = await configurations.revision(stable.configuration, stable.revision);
      if (run !== null) note(stable.configuration, run.content);
    }
    return byName;
  };
  const viewed = async (
    record: SecretRecord,
    scope: Scope,
    byName: ReadonlyMap<string, ReadonlySet<string>>,
  ): Promise<SecretView> => ({
    record,
    agents: await countOf(agents, record, scope, clock.now()),
    configurations: [...(byName.get(record.name) ?? [])].sort(),
  });
  return {
    records: () => secrets.list(),
    async of(records, scope) {
      const byName = records.length === 0 ? new Map() : await named();
      const views: SecretView[] = [];
      for (const record of records) views.push(await viewed(record, scope, byName));
      return views;
    },
    async get(name, scope) {
      const record = await secrets.get(name);
      return record === null ? null : viewed(record, scope, await named());
    },
  };
}

async function* everyConfiguration(configurations: ConfigurationReader) {
  for (let cursor: string | null = null; ; ) {
    const page = await configurations.list({ limit: CONFIGURATIONS_IN_A_PAGE, cursor });
    yield* page.items;
    cursor = page.nextCursor;
    if (cursor === null) return;
  }
}

const EVERYBODY: Query = { terms: [] };

async function countOf(
  agents: AgentReader,
  { reach }: SecretRecord,
  scope: Scope,
  now: number,
): Promise<number> {
  // A reach that cannot be read any more reaches nobody.
  const query = reach === null ? EVERYBODY : parseReach(reach).query;
  if (query === undefined) return 0;
  const sort = { by: "name", descending: false } as const;
  return (await agents.list({ query, now, scope }, sort, { limit: 1, cursor: null })).total;
}
