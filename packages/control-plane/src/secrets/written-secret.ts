import { parseReach } from "@fleethub/fleet/access";
import { NAME_PATTERN, SECRET_SIZE_BYTES_MAX, SECRET_SIZE_BYTES_MIN } from "../limits.js";
import type { SecretValue } from "../model.js";
import { problem, type VerbError, type VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";
import { valuePurpose } from "./secret-values.js";
import { withoutKey } from "./with-key.js";

/** Different characters that a value has at least: others could stand anywhere. */
const CHARACTERS_MIN = 4;

/** Controls other than tabs and line ends, halves of characters, and what stands for bytes that could not be read. */
const NO_TEXT = /[^\P{Cc}\t\r\n]|\p{Cs}|\uFFFD/u;

/** What is wrong with a secret as somebody wrote it; the value is in no message. */
export function secretRefusal(written: {
  readonly name: string;
  readonly value?: string | undefined;
  readonly reach: string | null;
}): VerbProblem | null {
  const errors = [
    ...nameErrors(written.name),
    ...(written.value === undefined ? [] : valueErrors(written.value)),
    ...(written.reach === null ? [] : reachErrors(written.reach)),
  ];
  const [first] = errors;
  return first === undefined
    ? null
    : problem("invalid", `${first.message} ${first.remedy}`, { errors });
}

function nameErrors(name: string): readonly VerbError[] {
  if (NAME_PATTERN.test(name)) return [];
  const remedy =
    "Use lower-case letters, digits and dashes, a letter or digit first, 63 characters at most.";
  return [{ pointer: "/name", message: "A secret cannot be named so.", remedy }];
}

function valueErrors(value: string): readonly VerbError[] {
  const pointer = "/value";
  const size = new TextEncoder().encode(value).length;
  if (size > SECRET_SIZE_BYTES_MAX) {
    const message = `The value has ${size} bytes; SECRET_SIZE_BYTES_MAX is ${SECRET_SIZE_BYTES_MAX}.`;
    return [
      { pointer, message, remedy: "Give a shorter one, or put it into a file on the hosts." },
    ];
  }
  if (new TextEncoder().encode(value.trim()).length < SECRET_SIZE_BYTES_MIN) {
    const message = `The value has fewer than ${SECRET_SIZE_BYTES_MIN} bytes, so it could not be told from other text in what agents report, and would not be masked there safely.`;
    return [{ pointer, message, remedy: "Give a longer one." }];
  }
  if (new Set(value).size < CHARACTERS_MIN) {
    const message = `The value has fewer than ${CHARACTERS_MIN} different characters, so it could not be told from other text in what agents report.`;
    return [{ pointer, message, remedy: "Give one that nobody would write by chance." }];
  }
  if (NO_TEXT.test(value)) {
    const message = "The value is no text: it has control characters, or bytes that are not UTF-8.";
    const remedy = "Give text, such as the same in base64, or put it into a file on the hosts.";
    return [{ pointer, message, remedy }];
  }
  return [];
}

function reachErrors(reach: string): readonly VerbError[] {
  const { problem: wrong } = parseReach(reach);
  return wrong === undefined
    ? []
    : [{ pointer: "/reach", message: wrong.message, remedy: wrong.remedy }];
}

/** A value as it is stored: sealed for this secret and this id alone. */
export function sealedValue(
  ctx: Pick<VerbContext, "hubKey" | "ids" | "now">,
  secret: string,
  value: string,
  id: string = ctx.ids.uuidv7(),
): { readonly kind: "sealed"; readonly value: SecretValue } | VerbProblem {
  const { hubKey, now } = ctx;
  if (hubKey.kind === "none") return withoutKey(hubKey);
  const sealed = hubKey.seal.seal(valuePurpose(secret, id), new TextEncoder().encode(value));
  return { kind: "sealed", value: { id, secret, sealed, createdAt: now } };
}
