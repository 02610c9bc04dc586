import { sayAgents } from "@fleethub/fleet";
import { shownName } from "../query-facts.js";
import type { VerbInput, VerbName } from "../verbs/table.js";
import type { VerbContext } from "../verbs/verb.js";

type Titles = {
  readonly [Name in VerbName]?: (
    input: VerbInput<Name>,
    ctx: VerbContext,
  ) => string | Promise<string>;
};

const TITLES: Titles = {
  "start-rollout": async ({ group, configuration, revision }, ctx) =>
    `Release ${configuration ?? (await ctx.groups.get(group))?.configuration ?? "it"} r${revision} to ${group}`,
  "rebase-fragment": ({ fragment, revision }) =>
    `Release ${fragment} r${revision} to everything that stands on it`,
  "create-group": ({ name }) => `Create the group ${name}`,
  "change-group": ({ name }) => `Change the group ${name}`,
  "remove-group": ({ name }) => `Remove the group ${name}`,
  "lift-protection": ({ name }) => `Lift the protection of ${name}`,
  "resume-rollout": (input, ctx) => aboutRollout(ctx, "Resume", input),
  "promote-rollout": (input, ctx) => aboutRollout(ctx, "Skip the soak of", input),
  exclude: (input, ctx) => aboutRollout(ctx, "Exclude agents from", input),
  pin: async (input, ctx) =>
    "local" in input
      ? `Hand ${await agentName(ctx, input)} back to its own files`
      : `Pin ${await agentName(ctx, input)} to ${input.configuration} r${input.revision}`,
  unpin: async (input, ctx) => `Lift the pin of ${await agentName(ctx, input)}`,
  label: async (input, ctx) => `Change labels or values of ${await agentName(ctx, input)}`,
  connection: async (input, ctx) => `Change the connection of ${await agentName(ctx, input)}`,
  "revoke-credential": async (input, ctx) =>
    `Revoke a credential of ${await agentName(ctx, input)}`,
  forget: async (input, ctx) => `Forget ${await agentName(ctx, input)}`,
  "move-to-group": async (input, ctx) => `Move ${await agentName(ctx, input)} to ${input.group}`,
  bulk: ({ verb, query, uids = [] }) =>
    `${BULK_WORDS[verb]} ${query === undefined ? sayAgents(uids.length) : `the agents that match ${query || "everything"}`}`,
  "except-policy": ({ name, query }) => `Except ${query || "everything"} from the policy ${name}`,
  "change-policy": ({ name }) => `Change the policy ${name}`,
  "remove-policy": ({ name }) => `Remove the policy ${name}`,
  "create-secret": ({ name }) => `Create the secret ${name}`,
  "change-secret": ({ name, value }) =>
    value === undefined ? `Change the secret ${name}` : `Exchange the value of the secret ${name}`,
  "remove-secret": ({ name }) => `Remove the secret ${name}`,
  "remove-configuration": ({ name }) => `Remove the configuration ${name}`,
};

const BULK_WORDS: Readonly<Record<VerbInput<"bulk">["verb"], string>> = {
  label: "Change labels or values of",
  pin: "Pin",
  unpin: "Lift the pins of",
  "move-to-group": "Move",
  connection: "Change the connection of",
  restart: "Restart",
  refresh: "Refresh",
  approve: "Approve",
  forget: "Forget",
  "offer-again": "Offer again to",
  revoke: "Revoke",
  readmit: "Readmit",
  "rotate-credential": "Exchange the credentials of",
};

/** What is asked for, in one line. */
export async function titleOf(ctx: VerbContext, verb: string, input: unknown): Promise<string> {
  // One entry of the table fits its own input; the union of all entries hides that.
  const title = TITLES[verb as VerbName] as
    | ((input: unknown, ctx: VerbContext) => string)
    | undefined;
  return title === undefined ? verb : title(input, ctx);
}

async function aboutRollout(
  ctx: VerbContext,
  what: string,
  { rollout }: { readonly rollout: string },
): Promise<string> {
  const record = await ctx.storage.rollouts.get(rollout);
  return `${what} rollout ${record?.number ?? rollout}`;
}

async function agentName(ctx: VerbContext, { uid }: { readonly uid: string }): Promise<string> {
  const agent = await ctx.storage.agents.get(uid, ctx.scope);
  return agent === null ? uid : shownName(agent) || uid;
}
