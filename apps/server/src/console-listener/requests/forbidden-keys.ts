/** JSON pointer (RFC 6901) of these keys. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** A part of a body, and the way to it by the parts above: a copied way for each would cost its depth squared. */
interface Part {
  readonly value: unknown;
  readonly key: string;
  readonly above: Part | null;
}

/**
 * Where a body has a member named `__proto__`: schemas pass over it in silence, and no field of the API has that
 * name. Null where there is none. Bodies may be nested deeper than the stack; the work is in step with their size.
 */
export function findProtoKey(body: unknown): string | null {
  const open: Part[] = [{ value: body, key: "", above: null }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { value } = part;
    if (typeof value !== "object" || value === null) continue;
    if (Object.hasOwn(value, "__proto__")) return pointer([...wayTo(part), "__proto__"]);
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === "object" && item !== null) open.push({ value: item, key, above: part });
    }
  }
  return null;
}

function wayTo(part: Part): string[] {
  const keys: string[] = [];
  for (let at = part; at.above !== null; at = at.above) keys.push(at.key);
  return keys.reverse();
}
