import { type ApiProblem, type ApiResult, createClient } from "@fleethub/api";

/** The hub that serves this page. */
export const hub = createClient({ baseUrl: "", fetch: (url, init) => fetch(url, init) });

/** A refusal of the hub, thrown so that a query or mutation fails with it. */
export class HubRefusal extends Error {
  constructor(readonly problem: ApiProblem) {
    super(problem.detail);
    this.name = "HubRefusal";
  }
}

/** The data of an answer; a refusal is thrown as {@link HubRefusal}. */
export async function answered<T>(call: Promise<ApiResult<T>>): Promise<T> {
  const result = await call;
  if (result.ok) return result.data;
  throw new HubRefusal(result.problem);
}

/** The problem behind an error, whatever was thrown. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof HubRefusal) return error.problem;
  return {
    type: "unreachable",
    title: "The console failed",
    status: 0,
    detail: error instanceof Error ? error.message : String(error),
  };
}
