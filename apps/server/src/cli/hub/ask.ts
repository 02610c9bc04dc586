import { type ApiResult, type Client, createClient } from "@fleethub/api";
import { Refused } from "../exit.js";
import { VERSION } from "../../version.js";
import { askHub } from "./ask-hub.js";
import { originOf } from "./server-option.js";
import { tokenHeaders, type TokenFlags } from "./token.js";

/** Sent with every request: how somebody came, and the API token that says who. */
export function headersOf(flags: TokenFlags): Readonly<Record<string, string>> {
  return { "user-agent": `fleethub/${VERSION}`, ...tokenHeaders(flags) };
}

/** A client of the hub that the flags name. */
export function clientOf(flags: TokenFlags & { readonly server: string }): Client {
  const baseUrl = originOf(flags.server);
  return createClient({
    baseUrl,
    fetch: askHub,
    headers: headersOf(flags),
  });
}

/** The data of an answer. A refusal ends the command with EXIT_REFUSED and says why. */
export async function answered<T>(call: Promise<ApiResult<T>>): Promise<T> {
  const result = await call;
  if (result.ok) return result.data;
  const { title, detail, errors, findings, status, type } = result.problem;
  const lines = [
    `${title}: ${detail}`,
    ...(errors ?? []).map(
      ({ pointer, message, remedy }) =>
        `  ${pointer ?? ""} ${message.replace(/\.$/, "")}. ${remedy}`,
    ),
    ...(findings ?? []).map(({ message, remedy }) => `  ${message} ${remedy}`),
  ];
  throw new Refused(lines.join("\n"), status, type);
}

interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number;
  readonly atLeast?: true | undefined;
}

/** Items asked for at once. */
const PAGE = 500;

/** Every item of a list, or the first `limit`; `total` counts all, or with `atLeast` as many as were counted. */
export async function everyItem<T>(
  read: (page: { limit: number; cursor?: string }) => Promise<ApiResult<PageOf<T>>>,
  limit: number = Number.POSITIVE_INFINITY,
): Promise<Omit<PageOf<T>, "nextCursor">> {
  const items: T[] = [];
  let cursor: string | null = null;
  let counted: Pick<PageOf<T>, "total" | "atLeast">;
  do {
    const asked = Math.min(PAGE, limit - items.length);
    const page: PageOf<T> = await answered(
      read({ limit: asked, ...(cursor === null ? {} : { cursor }) }),
    );
    items.push(...page.items);
    const { nextCursor, items: _, ...rest } = page;
    [cursor, counted] = [nextCursor, rest];
  } while (cursor !== null && items.length < limit);
  return { ...counted, items, total: Math.max(counted.total, items.length) };
}
