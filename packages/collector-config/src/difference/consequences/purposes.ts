import { currentName } from "../../facts/aliases.js";
import type { Component } from "../../parse/config.js";
import { child, type ConfigNode } from "../../parse/tree.js";
import type { Purpose } from "../consequence.js";
import { leavesOf } from "./leaves.js";

const BY_TYPE: Readonly<Record<string, Purpose>> = {
  redaction: "redaction",
  probabilistic_sampler: "sampling",
  tail_sampling: "sampling",
  filter: "filtering",
  log_dedup: "filtering",
  batch: "batching",
  memory_limiter: "memory-limiting",
};

/** What a processor is there for, or undefined: it adds, moves or counts. */
export function purposeOf({ type, body }: Component): Purpose | undefined {
  const name = currentName("processor", type);
  const known = BY_TYPE[name];
  if (known !== undefined) return known;
  if (name === "attributes" || name === "resource")
    return listAt(body, name === "resource" ? "attributes" : "actions").some(removes)
      ? "redaction"
      : undefined;
  if (name !== "transform") return undefined;
  return leavesOf(body).some(({ node }) => statementRemoves(node.source)) ? "redaction" : undefined;
}

/** The actions of an attributes or resource processor. */
export function listAt(body: ConfigNode, key: string): readonly ConfigNode[] {
  const list = child(body, key);
  return list?.kind === "list" ? list.items : [];
}

/** Whether an action takes a value away or makes it unreadable. */
function removes(action: ConfigNode): boolean {
  const word = child(action, "action");
  return word?.kind === "scalar" && /^(delete|hash)$/i.test(word.source);
}

/** Whether a statement takes values away or makes them unreadable. */
export function statementRemoves(statement: string): boolean {
  return /\b(delete_key|delete_matching_keys|keep_keys|keep_matching_keys|replace_pattern|replace_all_patterns|replace_match|replace_all_matches|SHA\d+|FNV|MD5|Hash)\s*\(/.test(
    statement,
  );
}
