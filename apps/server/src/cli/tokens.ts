import type { ApiToken } from "@fleethub/api";
import type { Command } from "commander";
import { Misuse } from "./exit.js";
import { answered, clientOf, everyItem } from "./hub/ask.js";
import { ageOf, secondsOf } from "./hub/duration.js";
import { type GrantFlags, grantsOf, grantWords, withRole } from "./hub/grant-flags.js";
import { print, table } from "./hub/print.js";
import { type HubFlags, withHub } from "./hub/server-option.js";

interface WhoseFlags extends HubFlags {
  readonly person?: string;
}

/** `fleethub tokens`: what scripts and machines ask with. */
export function addTokens(program: Command): void {
  const tokens = program.command("tokens").description("API tokens of yours");
  withHub(tokens.command("list", { isDefault: true }).description("list them, without their text"))
    .option("--person <name>", "those of somebody else; * for everybody's")
    .action(async (flags: WhoseFlags) => {
      const items = await tokensOf(flags);
      print(flags.output, items, () => listed(items));
    });
  withRole(withHub(tokens.command("create").description("make one; it is printed once")))
    .argument("<name>")
    .option("--expires <time>", "how long it is good for, such as 90d; without it until revoked")
    .action(async (name: string, flags: HubFlags & GrantFlags & { readonly expires?: string }) => {
      const grants = grantsOf(flags) ?? [{ role: "viewer" as const, reach: null }];
      const made = await answered(
        clientOf(flags).createApiToken({ body: { name, grants, expiresAt: until(flags.expires) } }),
      );
      // The text alone, so that it can be piped into a file.
      print(flags.output, made, () => [made.value]);
    });
  withHub(tokens.command("revoke").description("revoke one; the next request with it is refused"))
    .argument("<token>", "its name or id")
    .option("--person <name>", "whose it is, where it is not yours")
    .action(async (named: string, flags: WhoseFlags) => {
      const all = await tokensOf(flags);
      const found = all.filter(({ id, name }) => id === named || name === named);
      const [token] = found;
      if (token === undefined || found.length > 1) {
        throw new Misuse(
          token === undefined
            ? `No token is named ${named}: fleethub tokens lists yours`
            : `Several tokens are named ${named}: give the id`,
        );
      }
      await answered(clientOf(flags).revokeApiToken({ params: { id: token.id } }));
      print(flags.output, { revoked: token.id }, () => [`${token.name} is revoked.`]);
    });
}

async function tokensOf(flags: WhoseFlags): Promise<readonly ApiToken[]> {
  const whose = flags.person === undefined ? {} : { person: flags.person };
  const list = await everyItem((page) =>
    clientOf(flags).listApiTokens({ query: { ...page, ...whose } }),
  );
  return list.items;
}

function until(expires: string | undefined): string | null {
  if (expires === undefined) return null;
  return new Date(Date.now() + secondsOf("--expires", expires) * 1_000).toISOString();
}

const HEADS = ["name", "id", "owner", "may", "expires", "last used", "from"];

function listed(tokens: readonly ApiToken[]): readonly string[] {
  if (tokens.length === 0) return ["No tokens"];
  const now = Date.now();
  return table(
    HEADS,
    tokens.map(({ name, id, owner, grants, expiresAt, lastUsedAt, lastAddress }) => [
      name,
      id,
      owner ?? "-",
      grantWords(grants),
      expiresAt ?? "never",
      ageOf(lastUsedAt, now),
      lastAddress ?? "-",
    ]),
  );
}
