import { type ApiProblem, type ApiResult, createClient } from "@fleethub/api";
import { noteSignedOut } from "./signed-out";

/** The hub that serves this page. An answer that says that nobody is signed in is noted for the whole console. */
export const hub = createClient({
  baseUrl: "",
  fetch: async (url, init) => {
    const response = await fetch(url, init);
    if (response.status !== 401) return response;
    const text = await response.text();
    const why = signedOutBy(text);
    if (why !== null) noteSignedOut(why);
    return { status: 401, headers: response.headers, text: async () => text };
  },
});

/** A wrong password is answered with 401 as well; it ends no session. */
function signedOutBy(text: string) {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== "object" || json === null || !("type" in json)) return null;
    return json.type === "not-signed-in" || json.type === "first-run" ? json.type : null;
  } catch {
    return null;
  }
}

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
