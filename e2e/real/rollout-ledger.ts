import postgres from "postgres";

/** What the store says of one member of a rollout and of its agent. */
export interface LedgerMember {
  readonly agent: string;
  readonly assignedAt: number | null;
  readonly mark: string | null;
  /** Of every hash that the agent was ever offered. */
  readonly attempts: readonly number[];
  /** When the revision of the rollout was applied; null: it was not. */
  readonly appliedAt: number | null;
  readonly assignment: { readonly rollout: number } | null;
}

/** A rollout as it stands in PostgreSQL, apart from anything that a hub says about it. */
export interface Ledger {
  readonly members: readonly LedgerMember[];
  /** Kinds of events, in order. */
  readonly events: readonly string[];
  /** Acts in the audit, in order. */
  readonly acts: readonly string[];
  readonly stable: { readonly revision: number; readonly rollout: number } | null;
  /** Moves with every write of the group. */
  readonly groupVersion: number;
}

interface Outcome {
  readonly hashes: Readonly<Record<string, { attempt: number; appliedAt: number | null }>>;
}

/** Of a rollout of a revision without variables. */
export async function readLedger(
  databaseUrl: string,
  {
    rollout,
    group,
    configuration,
    revision,
  }: { rollout: string; group: string; configuration: string; revision: number },
): Promise<Ledger> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const members = await sql<
      {
        agent: string;
        at: string | null;
        mark: string | null;
        outcome: string;
        assignment: string;
      }[]
    >`select m.agent, m.assigned_at as at, m.mark, d.outcome::text as outcome, a.assignment::text as assignment
      from rollout_members m join agents a on a.id = m.agent join agent_documents d on d.agent_id = m.agent
      where m.rollout = ${rollout} order by m.wave, m.agent`;
    const events = await sql<{ kind: string }[]>`
      select kind from rollout_entries where rollout = ${rollout} order by at, id`;
    const audit = await sql<{ entry: string }[]>`
      select convert_from(canonical, 'UTF8') as entry from audit
      where resource_kind = 'rollout' and resource_id = ${rollout} order by sequence`;
    const [found] = await sql<{ stable: string | null; version: string }[]>`
      select stable::text as stable, version from groups where name = ${group}`;
    // By the hash: where a hub died before it noted its offer, the outcome has no name.
    const [released] = await sql<{ hash: string }[]>`
      select hash from revisions where configuration = ${configuration} and number = ${revision}`;
    if (released === undefined) throw new Error(`There is no revision ${revision}.`);
    return {
      members: members.map(({ agent, at, mark, outcome, assignment }) => {
        const { hashes }: Outcome = JSON.parse(outcome);
        return {
          agent,
          assignedAt: at === null ? null : Number(at),
          mark,
          attempts: Object.values(hashes).map(({ attempt }) => attempt),
          appliedAt: hashes[released.hash]?.appliedAt ?? null,
          assignment: JSON.parse(assignment ?? "null"),
        };
      }),
      events: events.map(({ kind }) => kind),
      acts: audit.map(({ entry }) => JSON.parse(entry).action),
      stable: JSON.parse(found?.stable ?? "null"),
      groupVersion: Number(found?.version),
    };
  } finally {
    await sql.end();
  }
}

/**
 * The most members that were in flight at once: from the commit that assigned them to the end of the window after
 * APPLIED, before which no hub may count them as settled. Those that never applied count to the end.
 */
export function mostInFlight(
  members: readonly LedgerMember[],
  failureWindowMs: number,
): readonly LedgerMember[] {
  const endOf = ({ appliedAt }: LedgerMember) =>
    appliedAt === null ? Number.POSITIVE_INFINITY : appliedAt + failureWindowMs;
  let most: readonly LedgerMember[] = [];
  for (const { assignedAt: at } of members) {
    if (at === null) continue;
    const flying = members.filter(
      (each) => each.assignedAt !== null && each.assignedAt <= at && at < endOf(each),
    );
    if (flying.length > most.length) most = flying;
  }
  return most;
}
