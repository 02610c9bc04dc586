import type { Answer, OddRequest } from "./ask.js";
import { type Operation, TYPED } from "./requests.js";
import type { Asker, Stage } from "./stage.js";

const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Which promise of the console's door an answer breaks; null: none. */
export function brokenBy(
  asker: Asker,
  operation: Operation,
  request: OddRequest,
  answer: Answer,
  stage: Stage,
): string | null {
  const { status, headers, text } = answer;
  if (status >= 500) return `status ${status}: ${text.slice(0, 300)}`;
  const isPublic = operation.action === "public";
  if (asker === "nobody" && status < 300 && (!isPublic || WRITES.has(request.method))) {
    return `nobody was answered ${status}`;
  }
  const { secretValue, clientSecret } = stage.kept;
  for (const secret of [secretValue, clientSecret, TYPED, ...Object.values(stage.tokens)]) {
    if (text.includes(secret) || JSON.stringify(headers).includes(secret)) {
      return `the answer has what was to stay secret: ${text.slice(0, 200)}`;
    }
  }
  for (const name of ["x-content-type-options", "content-security-policy", "x-frame-options"]) {
    if (headers[name] === undefined) return `no header ${name} with status ${status}`;
  }
  const foreign = Object.keys(headers).find((name) => name.startsWith("access-control-"));
  if (foreign !== undefined) return `the answer has ${foreign}`;
  const isPage = String(headers["content-type"]).startsWith("text/html");
  if (!isPage && status !== 304 && headers["cache-control"] !== "no-store") {
    return `the answer may be kept: ${String(headers["cache-control"])}`;
  }
  if (status < 400 || request.method === "HEAD" || (isPage && status === 404)) return null;
  return refusalFault(text, headers["content-type"]);
}

/** Why a refusal is none that a person can act on. */
function refusalFault(text: string, type: unknown): string | null {
  if (type !== "application/problem+json") return `a refusal of type ${String(type)}`;
  const refusal: unknown = JSON.parse(text);
  if (typeof refusal !== "object" || refusal === null) return "a refusal that is no problem";
  const { type: slug, title, detail } = { type: "", title: "", detail: "", ...refusal };
  return [slug, title, detail].every((part) => part.length > 0) ? null : "a refusal without remedy";
}
