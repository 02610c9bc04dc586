import type { Problem, ProblemError, Route } from "@fleethub/api";
import { complaints, notAsDescribed } from "./complaints.js";
import { findProtoKey, pointer } from "./forbidden-keys.js";
import { type Body, readJsonBody } from "./read-body.js";

/** A request as the route describes it. */
export interface ReadRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** The body as it was sent, for comparing repeated requests. */
  readonly bodyText: string;
}

/** The request, or why it is refused. */
export type RequestResult =
  | { readonly ok: true; readonly request: ReadRequest }
  | { readonly ok: false; readonly problem: Problem };

/** Reads a request by its route's schemas; every complaint has a pointer. */
export async function readRequest(
  route: Route,
  params: Readonly<Record<string, string>>,
  request: Request,
): Promise<RequestResult> {
  const url = new URL(request.url);
  const query = Object.fromEntries(url.searchParams);
  const readParams = route.params.safeParse(params);
  const readQuery = route.query.safeParse(query);
  const errors: ProblemError[] = [
    ...repeated(url.searchParams),
    ...(readParams.success
      ? []
      : complaints(readParams.error.issues, (path) => `{${path.join("/")}}`)),
    ...(readQuery.success
      ? []
      : complaints(readQuery.error.issues, (path) => `?${path.join("/")}`)),
  ];
  if (errors.length > 0) return { ok: false, problem: notAsDescribed(errors) };
  let value: unknown;
  let bodyText = "";
  if (route.body !== null) {
    const body: Body = await readJsonBody(request);
    if (!body.ok) return body;
    const proto = findProtoKey(body.value);
    if (proto !== null) {
      const remedy = "Leave it away: no field is called so.";
      const error = { pointer: proto, message: "not known here", remedy };
      return { ok: false, problem: notAsDescribed([error]) };
    }
    const read = route.body.safeParse(body.value);
    if (!read.success) {
      return { ok: false, problem: notAsDescribed(complaints(read.error.issues, pointer)) };
    }
    value = read.data;
    bodyText = body.text;
  }
  const read = { params: readParams.data, query: readQuery.data, body: value, bodyText };
  return { ok: true, request: read };
}

/** A name that comes twice has two values, and only one could be heard. */
function repeated(query: URLSearchParams): ProblemError[] {
  const names = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  return names.map((name) => ({
    pointer: `?${name}`,
    message: "given more than once",
    remedy: "Give it once.",
  }));
}
