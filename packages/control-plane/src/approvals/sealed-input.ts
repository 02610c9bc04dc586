import type { ApprovalRecord } from "../model.js";
import type { Sealed } from "../secrets/hub-key.js";
import { withoutKey } from "../secrets/with-key.js";
import { problem, type VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";

/** Verbs whose input has a value that nobody reads back. */
const WITH_VALUE: ReadonlySet<string> = new Set(["create-secret", "change-secret"]);

/** What a request is sealed for: its value opens nowhere else. */
const purposeOf = (request: string): string => `approval ${request}`;

/** What the key is for by which the hash of a request covers a value. */
const DIGEST_PURPOSE = "approval-value";

interface Valued extends Readonly<Record<string, unknown>> {
  readonly value: string;
}

/** The same with the id that its value gets, so that the request comes to the same whenever it is planned. */
export function withValueId(ctx: VerbContext, verb: string, input: unknown): unknown {
  return isValued(verb, input) ? { ...input, valueId: ctx.ids.uuidv7() } : input;
}

/** What a request keeps: its value sealed, everything else as it is. */
export function keptInput(
  { hubKey }: Pick<VerbContext, "hubKey">,
  request: string,
  {
    verb,
    input,
    asked,
  }: Pick<ApprovalRecord, "verb"> & Pick<ApprovalRecord["detail"], "input" | "asked">,
): Pick<ApprovalRecord["detail"], "input" | "asked"> & { readonly sealedValue: Sealed | null } {
  if (!isValued(verb, input)) return { input, asked, sealedValue: null };
  if (hubKey.kind === "none") throw new Error("A value was planned that nothing seals.");
  const { value, ...rest } = input;
  const sealedValue = hubKey.seal.seal(purposeOf(request), new TextEncoder().encode(value));
  const { value: _value, ...shown } = asked;
  return { input: rest, asked: shown, sealedValue };
}

/** What the verb of a request is asked with, its value opened. */
export function openedInput(
  { hubKey }: Pick<VerbContext, "hubKey">,
  { id, number, detail, sealedValue }: ApprovalRecord,
): { readonly kind: "input"; readonly input: unknown } | VerbProblem {
  const { input } = detail;
  if (sealedValue === null) return { kind: "input", input };
  if (hubKey.kind === "none") return withoutKey(hubKey);
  const value = hubKey.seal.open(purposeOf(id), sealedValue);
  if (value === null || typeof input !== "object") {
    const detail = `The value that request ${number} keeps cannot be opened with the key of this hub. Reject it, and let it be asked again.`;
    return problem("other-hub-key", detail, { resource: { kind: "approval", id } });
  }
  return { kind: "input", input: { ...input, value: new TextDecoder().decode(value) } };
}

/** The input as hashes cover it: a value by its digest under the hub's key, since hashes are shown. */
export function digestedInput(
  { hubKey, digest }: Pick<VerbContext, "hubKey" | "digest">,
  verb: string,
  input: unknown,
): unknown {
  if (!isValued(verb, input) || hubKey.kind === "none") return input;
  const bytes = new TextEncoder().encode(input.value);
  return {
    ...input,
    value: digest.sha256(digest.hmacSha256(hubKey.derive(DIGEST_PURPOSE), bytes)),
  };
}

function isValued(verb: string, input: unknown): input is Valued {
  if (!WITH_VALUE.has(verb) || typeof input !== "object" || input === null) return false;
  return "value" in input && typeof input.value === "string";
}
