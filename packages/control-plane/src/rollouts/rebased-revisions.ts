import type { GroupRecord, LayerReference, RevisionRecord, VariableDeclaration } from "../model.js";
import type { Write } from "../ports.js";
import { createRevision } from "../verbs/create-revision.js";
import type { VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";
import type { GroupRelease } from "./candidates.js";

/** A fragment's revision that everything is to stand on. */
export interface RebaseTo {
  readonly fragment: string;
  readonly revision: number;
}

/** The revisions that a rebase releases, and to whom. */
export interface Rebased {
  readonly kind: "rebased";
  readonly releases: readonly GroupRelease[];
  /** Those that are made for it; the others are there already. */
  readonly drafts: readonly RevisionRecord[];
  readonly writes: readonly Write[];
  /** The fragment's revisions that groups stand on now, newest first. */
  readonly from: readonly number[];
}

/**
 * Makes a new revision of every configuration that is stable in some group and stands on another revision of the
 * fragment: what is stable there, with the layer moved and nothing else. A problem where one of them comes to nothing.
 */
export async function rebasedRevisions(
  ctx: VerbContext,
  to: RebaseTo,
): Promise<Rebased | VerbProblem> {
  const releases: GroupRelease[] = [];
  const drafts: RevisionRecord[] = [];
  const writes: Write[] = [];
  const made = new Map<string, RevisionRecord>();
  const from = new Set<number>();
  for (const group of await ctx.storage.groups.list()) {
    const stable = await standsOn(ctx, group, to.fragment);
    if (stable === null || stable.on === to.revision) continue;
    from.add(stable.on);
    const key = JSON.stringify([stable.revision.configuration, stable.revision.number]);
    const known = made.get(key);
    if (known !== undefined) {
      releases.push({ group: group.name, revision: known });
      continue;
    }
    const rebased = await rebase(ctx, stable.revision, to, drafts);
    if (rebased.kind === "problem") return rebased;
    made.set(key, rebased.revision);
    releases.push({ group: group.name, revision: rebased.revision });
    if (rebased.isNew) {
      drafts.push(rebased.revision);
      writes.push({ kind: "add-revision", revision: rebased.revision });
    }
  }
  return {
    kind: "rebased",
    releases,
    drafts,
    writes,
    from: [...from].sort((a, b) => b - a),
  };
}

/** The group's stable revision and the revision of the fragment beneath it; null: it does not stand on the fragment. */
async function standsOn(
  ctx: VerbContext,
  { stable }: GroupRecord,
  fragment: string,
): Promise<{ readonly revision: RevisionRecord; readonly on: number } | null> {
  if (stable === null) return null;
  const { configurations } = ctx.storage;
  const revision = await configurations.revision(stable.configuration, stable.revision);
  const layer = revision?.layers.find(({ configuration }) => configuration === fragment);
  return revision === null || layer === undefined ? null : { revision, on: layer.revision };
}

async function rebase(
  ctx: VerbContext,
  stable: RevisionRecord,
  { fragment, revision: onto }: RebaseTo,
  drafts: readonly RevisionRecord[],
): Promise<
  | { readonly kind: "made"; readonly revision: RevisionRecord; readonly isNew: boolean }
  | VerbProblem
> {
  const { configuration: name, number, source, layers: old } = stable;
  const layers = old.map((layer) =>
    layer.configuration === fragment ? { ...layer, revision: onto } : layer,
  );
  const latest = await newest(ctx, name, drafts);
  if (latest !== null && latest.source === source && sameLayers(latest.layers, layers)) {
    return { kind: "made", revision: latest, isNew: false };
  }
  const variables = await ownVariables(ctx, stable);
  const message = `r${number} with ${fragment} r${onto}`;
  const planned = await createRevision.plan(ctx, {
    name,
    content: source,
    layers,
    variables,
    message,
  });
  if (planned.kind === "problem") {
    const detail = `${name} r${number} cannot stand on ${fragment} r${onto}: ${planned.detail}`;
    return { ...planned, detail };
  }
  const next = Math.max(planned.value.revision.number, (latest?.number ?? 0) + 1);
  return { kind: "made", revision: { ...planned.value.revision, number: next }, isNew: true };
}

/** The newest revision of a configuration, those that are about to be made included. */
async function newest(
  ctx: VerbContext,
  name: string,
  drafts: readonly RevisionRecord[],
): Promise<RevisionRecord | null> {
  const draft = drafts.findLast(({ configuration }) => configuration === name);
  if (draft !== undefined) return draft;
  const { configurations } = ctx.storage;
  const record = await configurations.get(name);
  return record === null || record.latestRevision === 0
    ? null
    : configurations.revision(name, record.latestRevision);
}

function sameLayers(a: readonly LayerReference[], b: readonly LayerReference[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ configuration, revision }, index) =>
        b[index]?.configuration === configuration && b[index]?.revision === revision,
    )
  );
}

/** What the text itself declares: the layers' own declarations come with the layers, as they are now. */
async function ownVariables(
  ctx: VerbContext,
  { variables, layers }: RevisionRecord,
): Promise<readonly VariableDeclaration[]> {
  const theirs = new Set<string>();
  for (const { configuration, revision } of layers) {
    const layer = await ctx.storage.configurations.revision(configuration, revision);
    for (const declared of layer?.variables ?? []) theirs.add(JSON.stringify(declared));
  }
  return variables.filter((declared) => !theirs.has(JSON.stringify(declared)));
}
