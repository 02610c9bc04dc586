import { BODY_BYTES_MAX, type Problem, problem } from "@fleethub/api";
import { findJsonError } from "./json-error.js";

/** The value of a body, or why there is none. */
export type Body =
  | { readonly ok: true; readonly value: unknown; readonly text: string }
  | { readonly ok: false; readonly problem: Problem };

const refuse = (refusal: Problem): Body => ({ ok: false, problem: refusal });

/** Reads a JSON body of at most {@link BODY_BYTES_MAX} bytes, counting as it arrives. */
export async function readJsonBody(request: Request): Promise<Body> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json *(;|$)/i.test(type)) {
    return refuse(
      problem(
        "unsupported-media-type",
        "Send the body as JSON with Content-Type application/json.",
      ),
    );
  }
  const bytes = await readBytes(request);
  if (bytes === null) {
    return refuse(
      problem(
        "body-too-large",
        `BODY_BYTES_MAX is ${BODY_BYTES_MAX} bytes: send less, or in several requests.`,
      ),
    );
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse(problem("invalid-json", "Send the body in UTF-8: it has bytes that are none."));
  }
  try {
    return { ok: true, value: JSON.parse(text), text };
  } catch {
    return refuse(notJson(text));
  }
}

async function readBytes(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_BYTES_MAX) return null;
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > BODY_BYTES_MAX) {
      await reader?.cancel();
      return null;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function notJson(text: string): Problem {
  let found: ReturnType<typeof findJsonError> = null;
  try {
    found = findJsonError(text);
  } catch {
    // A very long string can exhaust the pattern's stack; the refusal then goes without a place.
  }
  if (found === null) return problem("invalid-json", "Send JSON in the body.");
  const { line, column, message } = found;
  return problem("invalid-json", `Line ${line}, column ${column}: ${message}.`, {
    errors: [{ line, column, message, remedy: "Correct the JSON there." }],
  });
}
