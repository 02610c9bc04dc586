/** A component id or pipeline id, taken apart. */
export interface ComponentId {
  /** `type` or `type/name`, blanks around both trimmed: what references must equal. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
}

export type IdResult =
  | { readonly ok: true; readonly id: ComponentId }
  | { readonly ok: false; readonly reason: string };

const TYPE = /^[a-zA-Z][0-9a-zA-Z_]{0,62}$/;
/** No separators, control characters or symbols anywhere in a name. */
const NAME = /^[^\p{Z}\p{C}\p{S}]+$/u;
const NAME_LENGTH_MAX = 1024;

/** Reads `type/name` with the Collector's rules: the first slash divides, blanks around the parts do not count. */
export function readComponentId(text: string): IdResult {
  const parts = readIdParts(text);
  if (!parts.ok) return parts;
  if (!TYPE.test(parts.id.type)) {
    const reason =
      "the type may hold letters, digits and _ only, starts with a letter and has at most 63 characters";
    return { ok: false, reason };
  }
  return parts;
}

/** Reads an id without judging its type: pipelines have signals there. */
export function readIdParts(text: string): IdResult {
  const slash = text.indexOf("/");
  const type = (slash < 0 ? text : text.slice(0, slash)).trim();
  const name = slash < 0 ? "" : text.slice(slash + 1).trim();
  if (type === "") return { ok: false, reason: "the part before / is empty" };
  if (slash < 0) return { ok: true, id: { id: type, type, name } };
  if (name === "") return { ok: false, reason: "the part after / is empty" };
  if (name.length > NAME_LENGTH_MAX) {
    return { ok: false, reason: `the name has more than ${NAME_LENGTH_MAX} characters` };
  }
  if (!NAME.test(name)) {
    return { ok: false, reason: "the name holds blanks, control characters or symbols" };
  }
  return { ok: true, id: { id: `${type}/${name}`, type, name } };
}
