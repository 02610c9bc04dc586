import { EVERYTHING, type Scope } from "@fleethub/fleet/access";
import type { GroupRecord } from "../model.js";
import type { VerbContext } from "../verbs/verb.js";
import { isSelectorWithin } from "./group-reach.js";

/** Groups that release this configuration, or whose stable revision stands on it. */
export async function groupsOn(
  ctx: Pick<VerbContext, "groups" | "storage">,
  name: string,
): Promise<readonly GroupRecord[]> {
  const on: GroupRecord[] = [];
  for (const { record } of (await ctx.groups.all()).all) {
    const { stable } = record;
    const revision =
      stable === null
        ? null
        : await ctx.storage.configurations.revision(stable.configuration, stable.revision);
    const layers = revision?.layers ?? [];
    const names = [record.configuration, stable?.configuration, ...layers.map(layerName)];
    if (names.includes(name)) on.push(record);
  }
  return on;
}

const layerName = ({ configuration }: { readonly configuration: string }) => configuration;

/** Does nobody outside the scope run this configuration, or wait for a revision of it? */
export async function isConfigurationWithin(
  ctx: VerbContext,
  scope: Scope,
  name: string,
): Promise<boolean> {
  for (const { query } of await groupsOn(ctx, name)) {
    if (!isSelectorWithin(scope, query)) return false;
  }
  const { configurations } = ctx.storage;
  const [all, within] = await Promise.all([
    configurations.pinnedAgents(name, EVERYTHING),
    configurations.pinnedAgents(name, scope),
  ]);
  return all === within;
}
