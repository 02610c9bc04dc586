/** JSON pointer (RFC 6901) of these keys. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/**
 * Where a body has a member named `__proto__`: schemas pass over it in silence, and no field of the API has that
 * name. Null where there is none. Bodies may be nested deeper than the stack.
 */
export function findProtoKey(body: unknown): string | null {
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [
    { value: body, path: [] },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (typeof value !== "object" || value === null) continue;
    if (Object.hasOwn(value, "__proto__")) return pointer([...path, "__proto__"]);
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === "object" && item !== null)
        open.push({ value: item, path: [...path, key] });
    }
  }
  return null;
}
