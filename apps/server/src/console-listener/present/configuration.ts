import type { Configuration, Revision, RevisionRow } from "@fleethub/api";
import type { OriginRun } from "@fleethub/collector-config";
import type { ConfigurationRecord, RevisionRecord } from "@fleethub/control-plane";
import { timeOf } from "./time.js";

export function presentConfiguration(
  record: ConfigurationRecord,
  pinnedAgents: number,
): Configuration {
  const { name, kind, description, latestRevision, version, createdBy } = record;
  return {
    name,
    kind,
    description,
    latestRevision,
    pinnedAgents,
    version,
    createdAt: timeOf(record.createdAt),
    createdBy,
  };
}

export function presentRevisionRow(record: RevisionRecord): RevisionRow {
  const { configuration, number, message, fingerprint, hash, createdBy } = record;
  return {
    configuration,
    number,
    message,
    fingerprint,
    hash,
    layers: record.layers.map(({ configuration: name, revision }) => ({
      configuration: name,
      revision,
    })),
    createdAt: timeOf(record.createdAt),
    createdBy,
  };
}

export function presentRevision(record: RevisionRecord, origins: readonly OriginRun[]): Revision {
  const { source, content, variables } = record;
  return {
    ...presentRevisionRow(record),
    source,
    variables: variables.map((variable) => ({ ...variable })),
    content,
    origins: origins.map((run) => ({ ...run })),
  };
}
