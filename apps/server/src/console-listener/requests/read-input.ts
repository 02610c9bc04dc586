import { PREVIEWS, type PreviewVerb, type Problem, ROUTE_SCHEMAS } from "@fleethub/api";
import { complaints, notAsDescribed } from "./complaints.js";
import { pointer } from "./forbidden-keys.js";

/** A request that was not sent: what a route would have read. */
export type InputRead =
  | {
      readonly ok: true;
      readonly request: {
        readonly params: unknown;
        readonly query: unknown;
        readonly body: unknown;
      };
    }
  | { readonly ok: false; readonly problem: Problem };

/** Parts a preview's input into parameters and body, and reads each by the schemas of the verb's route. */
export function readInput(verb: PreviewVerb, input: Readonly<Record<string, unknown>>): InputRead {
  const schemas = ROUTE_SCHEMAS[PREVIEWS[verb]];
  const isParam = (key: string) => Object.hasOwn(schemas.params.shape, key);
  const isQuery = (key: string) => Object.hasOwn(schemas.query.shape, key);
  const part = (takes: (key: string) => boolean) =>
    Object.fromEntries(Object.entries(input).filter(([key]) => takes(key)));
  const rest = part((key) => !isParam(key) && !isQuery(key));
  const params = schemas.params.safeParse(part(isParam));
  const query = schemas.query.safeParse(part(isQuery));
  const body =
    schemas.body === null ? schemas.query.strip().safeParse({}) : schemas.body.safeParse(rest);
  const unknown = schemas.body === null ? Object.keys(rest) : [];
  const issues = [
    ...(params.success ? [] : params.error.issues),
    ...(query.success ? [] : query.error.issues),
    ...(body.success ? [] : body.error.issues),
    ...(unknown.length === 0
      ? []
      : [{ code: "unrecognized_keys", path: [], message: "", keys: unknown }]),
  ];
  if (issues.length > 0) {
    const errors = complaints(issues, (path) => pointer(["input", ...path]));
    return { ok: false, problem: notAsDescribed(errors) };
  }
  return {
    ok: true,
    request: {
      params: params.data,
      query: query.data,
      body: schemas.body === null ? undefined : body.data,
    },
  };
}
