import type { AuditEntry } from "../model.js";

/** Between which revisions of a configuration an act moves. */
export interface RevisionStep {
  readonly configuration: string;
  /** Null: before there was none, or another configuration. */
  readonly from: number | null;
  readonly to: number;
}

interface Named {
  readonly configuration: string;
  readonly revision: number;
}

/** The two revisions that an entry is about; null where it is about none, or about several. */
export function revisionsIn({ resource, before, after }: AuditEntry): RevisionStep | null {
  if (resource.kind === "revision") {
    const [configuration = "", number] = resource.id.split("/");
    const to = Number(number);
    return Number.isInteger(to) ? { configuration, from: to > 1 ? to - 1 : null, to } : null;
  }
  const is = named(member(after, "pin")) ?? named(after) ?? named(onlyTarget(after));
  if (is === null) return null;
  const was = named(member(before, "pin")) ?? named(before) ?? titled(after, is);
  const from = was?.configuration === is.configuration ? was.revision : null;
  return { configuration: is.configuration, from, to: is.revision };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function onlyTarget(after: unknown): unknown {
  const targets = member(after, "targets");
  return Array.isArray(targets) && targets.length === 1 ? targets[0] : undefined;
}

function named(value: unknown): Named | null {
  const [configuration, revision] = [member(value, "configuration"), member(value, "revision")];
  return typeof configuration === "string" && typeof revision === "number"
    ? { configuration, revision }
    : null;
}

/** A rollout is called "gpu-inference r12 to r13". */
function titled(after: unknown, { configuration, revision }: Named): Named | null {
  const title = member(after, "title");
  if (typeof title !== "string") return null;
  const [, from, to] = / r(\d+) to r(\d+)$/.exec(title) ?? [];
  return from !== undefined && Number(to) === revision
    ? { configuration, revision: Number(from) }
    : null;
}
