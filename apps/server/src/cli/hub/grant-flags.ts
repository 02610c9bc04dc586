import { Role } from "@fleethub/api";
import type { Command } from "commander";
import { Misuse } from "../exit.js";
import { repeated } from "../repeated.js";

/** What somebody may do, as flags say it. */
export interface GrantFlags {
  readonly role?: readonly string[];
}

/** Adds `--role`, which may be given several times. */
export function withRole(command: Command): Command {
  return command.option(
    "--role <role[:reach]>",
    `${Role.options.join(", ")}; with a reach such as operator:label.squad:edge; repeatable`,
    repeated,
  );
}

/** Grants as they were written; undefined where none was. */
export function grantsOf({ role }: GrantFlags) {
  return role?.map((text) => {
    const at = text.indexOf(":");
    const name = at < 0 ? text : text.slice(0, at);
    const found = Role.options.find((one) => one === name);
    if (found === undefined || at === text.length - 1) {
      throw new Misuse(
        `--role ${text}: write one of ${Role.options.join(", ")}, or one with a reach such as operator:label.squad:edge`,
      );
    }
    return { role: found, reach: at < 0 ? null : text.slice(at + 1) };
  });
}

/** `operator, viewer of label.squad:edge`. */
export function grantWords(
  grants: readonly { readonly role: string; readonly reach: string | null }[],
): string {
  const words = grants.map(({ role, reach }) => (reach === null ? role : `${role} of ${reach}`));
  return words.join(", ") || "-";
}
