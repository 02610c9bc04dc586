import { NAME_PATTERN } from "../limits.js";
import type { ConfigurationRecord } from "../model.js";
import { audited } from "./audited.js";
import { problem } from "./problem.js";
import type { Verb } from "./verb.js";

export interface CreateConfiguration {
  readonly name: string;
  /** Default `complete`. */
  readonly kind?: "complete" | "fragment";
  readonly description?: string;
}

/** A named line of revisions, empty at first. */
export const createConfiguration: Verb<CreateConfiguration, ConfigurationRecord> = {
  async plan(ctx, input) {
    const { name } = input;
    const resource = { kind: "configuration", id: name } as const;
    if (!NAME_PATTERN.test(name)) {
      const remedy =
        "Use lower-case letters, digits and dashes, a letter or digit first, 63 characters at most.";
      return problem("invalid", `A configuration cannot be named so. ${remedy}`, {
        errors: [{ pointer: "/name", message: "This is not a name.", remedy }],
      });
    }
    if ((await ctx.storage.configurations.get(name)) !== null) {
      return problem(
        "exists",
        `A configuration named ${name} exists. Choose another name, or add a revision to it.`,
        { resource },
      );
    }
    const configuration: ConfigurationRecord = {
      name,
      kind: input.kind ?? "complete",
      description: input.description ?? "",
      latestRevision: 0,
      version: 1,
      createdAt: ctx.now,
      createdBy: ctx.actor.id,
    };
    const { kind, description } = configuration;
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "add-configuration", configuration },
          audited(ctx, "create-configuration", resource, null, { kind, description }),
        ],
      },
      reach: [],
      acts: [],
      value: configuration,
    };
  },
};
