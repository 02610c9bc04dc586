import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CheckDeps } from "@fleethub/control-plane";
import type { BodyDigest } from "@fleethub/fleet";
import { MIGRATIONS_FOLDER } from "../database/migrations.js";

/** A folder with the migrations up to and including this one; whoever asked removes it. */
export async function copyMigrations(tag: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fleethub-migrations-"));
  await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  const file = join(folder, "meta", "_journal.json");
  const journal = JSON.parse(await readFile(file, "utf8")) as { entries: { tag: string }[] };
  const last = journal.entries.findIndex((entry) => entry.tag === tag);
  const entries = journal.entries.slice(0, last + 1);
  await writeFile(file, JSON.stringify({ ...journal, entries }));
  return folder;
}

/** Id of the agent of {@link agentRows}; its instance UID is `one`. */
export const AGENT = "01990000-0000-7000-8000-000000000001";

const COLUMNS =
  "reported_name reported_name_folded host host_folded os os_folded arch arch_folded type type_folded agent_version agent_version_folded sync verified health configuration_folded reason".split(
    " ",
  );

/** SQL of one agent that reported this effective config, as every version so far can hold it. */
export function agentRows(effective: string): string {
  const report = JSON.stringify({ description: null, effective: { digest: effective } });
  return `
  insert into agents (id, instance_uid, former_uids, created_at, version, labels, labels_folded,
    admission, outcome_version, epoch, remote_address, capabilities, reports_heartbeat,
    last_seen_at, attributes_folded, ${COLUMNS.join(", ")})
  values ('${AGENT}', 'one', '[]', 1, 1, '{}', '{}', 'admitted', 1, 0, '', 0, 0, 1, '{}',
    ${COLUMNS.map(() => "'x'").join(", ")});
  insert into agent_documents (agent_id, outcome, report) values ('${AGENT}', '{}', '${report}');
  insert into agent_uids (uid, agent_id) values ('one', '${AGENT}');`;
}

const ENTRY = `{"action":"pin","actor":{"id":"Ada","kind":"operator","requestId":"r","via":"api"},"after":null,"at":1,"before":null,"id":"e#","resource":{"id":"one","kind":"agent"}}`;

/** SQL of so many audit entries, as they stood before there was a chain. */
export const auditRows = (count: number): string => `
  insert into log_head (audit) values (${count}) on conflict (single) do update set audit = ${count};
  insert into audit (sequence, id, at, resource_kind, resource_id, words, entry, canonical)
  select n, 'e' || n, 1, 'agent', 'one', 'pin', '{}'::json,
    convert_to(replace('${ENTRY}', 'e#', 'e' || n), 'UTF8') from generate_series(1, ${count}) as n;`;

/** What a chain without signatures is verified with. */
export const CHAIN_CHECK: CheckDeps = {
  digest: { sha256: (bytes) => createHash("sha256").update(bytes).digest("hex") as BodyDigest },
  signatures: { verify: () => false },
  trustedKeys: null,
};
