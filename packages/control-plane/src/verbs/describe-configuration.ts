import type { ConfigurationRecord } from "../model.js";
import { audited } from "./audited.js";
import { findConfiguration } from "./find.js";
import type { Conditional, Verb } from "./verb.js";

export interface DescribeConfiguration extends Conditional {
  readonly name: string;
  readonly description: string;
}

/** Changes the description. The same description again writes nothing. */
export const describeConfiguration: Verb<DescribeConfiguration, ConfigurationRecord> = {
  async plan(ctx, input) {
    const found = await findConfiguration(ctx, input.name, input.ifVersion);
    if (found.kind === "problem") return found;
    const { name, version, description: before } = found.value;
    const { description } = input;
    if (description === before) {
      return { kind: "plan", changes: { writes: [] }, reach: [], acts: [], value: found.value };
    }
    const resource = { kind: "configuration", id: name } as const;
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "set-configuration", name, expect: version, description },
          audited(
            ctx,
            "describe-configuration",
            resource,
            { description: before },
            { description },
          ),
        ],
      },
      reach: [],
      acts: [],
      value: { ...found.value, description, version: version + 1 },
    };
  },
};
