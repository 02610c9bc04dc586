import type { Finding } from "@fleethub/collector-config";
import { CONFIG_KEY } from "../agents/config-bodies.js";
import type { RevisionRecord } from "../model.js";
import { audited } from "./audited.js";
import { findConfiguration } from "./find.js";
import { errorsOf, problem } from "./problem.js";
import type { Conditional, Verb } from "./verb.js";

/** Bytes of one revision. */
export const REVISION_SIZE_BYTES_MAX = 1024 * 1024;

export interface CreateRevision extends Conditional {
  readonly name: string;
  readonly content: string;
  readonly message?: string;
  readonly layers?: readonly { readonly configuration: string; readonly revision: number }[];
}

export interface RevisionCreated {
  readonly revision: RevisionRecord;
  /** None of severity error. */
  readonly findings: readonly Finding[];
  /** The revision before it, where this one means the same: agents that run it keep their bytes. */
  readonly sameMeaningAs: number | null;
}

/**
 * Adds an immutable revision. Errors that every Collector would stumble over refuse it; what only some agents
 * cannot run does not. A fragment is judged where it is merged, so its errors are findings only.
 */
export const createRevision: Verb<CreateRevision, RevisionCreated> = {
  async plan(ctx, input) {
    const { name, content } = input;
    const resource = { kind: "configuration", id: name } as const;
    const found = await findConfiguration(ctx, name, input.ifVersion);
    if (found.kind === "problem") return found;
    if (input.layers !== undefined && input.layers.length > 0) {
      return problem(
        "not-built",
        "This version does not merge layers. Put everything into one complete configuration.",
        {
          resource,
          errors: [{ pointer: "/layers", message: "Not built.", remedy: "Leave it out." }],
        },
      );
    }
    const body = new TextEncoder().encode(content);
    if (content.trim() === "") {
      const message = "The text is empty.";
      const remedy = "Write a Collector's configuration.";
      return problem("invalid", `${message} ${remedy}`, {
        errors: [{ pointer: "/content", message, remedy }],
      });
    }
    if (body.length > REVISION_SIZE_BYTES_MAX) {
      const message = `The text has ${body.length} bytes; REVISION_SIZE_BYTES_MAX is ${REVISION_SIZE_BYTES_MAX}.`;
      const remedy = "Leave out what no pipeline uses, or spread it over several configurations.";
      return problem("too-large", `${message} ${remedy}`, {
        resource,
        errors: [{ pointer: "/content", message, remedy }],
      });
    }
    const findings = await ctx.judge.check(content, null);
    const errors = findings.filter(({ severity }) => severity === "error");
    if (found.value.kind === "complete" && errors.length > 0) {
      const count = errors.length === 1 ? "an error" : `${errors.length} errors`;
      return problem(
        "findings",
        `The text has ${count} that no Collector would start with. Mend what the findings name, then save again.`,
        { resource, findings, errors: errorsOf(errors) },
      );
    }
    const number = found.value.latestRevision + 1;
    const revision: RevisionRecord = {
      configuration: name,
      number,
      source: content,
      layers: [],
      variables: [],
      content,
      message: input.message ?? "",
      fingerprint: await ctx.judge.fingerprint(content),
      hash: ctx.hashConfig(new Map([[CONFIG_KEY, body]])),
      createdAt: ctx.now,
      createdBy: ctx.actor.id,
    };
    const previous =
      number === 1 ? null : await ctx.storage.configurations.revision(name, number - 1);
    const { fingerprint, hash, message } = revision;
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "add-revision", revision },
          audited(
            ctx,
            "create-revision",
            { kind: "revision", id: `${name}/${number}` },
            previous === null ? null : { number: previous.number, hash: previous.hash },
            { number, hash, fingerprint, message },
          ),
        ],
      },
      reach: [],
      acts: [],
      value: {
        revision,
        findings,
        sameMeaningAs: previous?.fingerprint === fingerprint ? previous.number : null,
      },
    };
  },
};
