// Joins what Go types say (names and kinds, as they are decoded) with what schemas say (words and deprecations).
const INTEGER = /^int(8|16|32|64)?$/;
const UNSIGNED = /^uint(8|16|32|64)?$/;
const PLAIN = { string: "string", bool: "boolean", float32: "number", float64: "number" };
const ANY = { kind: "any" };

/** The option tree of a Go type. `instead(type)` gives a known better node; `schema` is the schema's tree or null. */
export function joinTypes(type, schema, instead) {
  const better = type.type === undefined ? undefined : instead(type.type);
  if (better?.also === undefined)
    return marked(better?.node ?? plain(type, schema, instead), schema);
  const alternatives = [better.also, plain(type, schema, instead)];
  return marked({ kind: "any", alternatives }, schema);
}

function plain(type, schema, instead) {
  const { kind } = type;
  if (kind === "object") return object(type, schema, instead);
  if (kind === "map") {
    const values = joinTypes(type.items, schema?.values ?? null, instead);
    return values.kind === "any" && !values.alternatives
      ? { kind: "object", open: true }
      : { kind: "object", values };
  }
  if (kind === "array")
    return { kind: "array", items: joinTypes(type.items, schema?.items ?? null, instead) };
  if (kind === "duration") return { kind };
  if (INTEGER.test(kind)) return { kind: "integer" };
  if (UNSIGNED.test(kind)) return { kind: "integer", unsigned: true };
  if (kind === "string" && schema?.enum) return { kind, enum: schema.enum };
  return Object.hasOwn(PLAIN, kind) ? { kind: PLAIN[kind] } : ANY;
}

function object(type, schema, instead) {
  const options = {};
  for (const [name, child] of Object.entries(type.options ?? {}))
    options[name] = joinTypes(child, schema?.options?.[name] ?? null, instead);
  // A decoder of its own may take options that are no fields.
  if (type.custom)
    for (const [name, child] of Object.entries(schema?.options ?? {})) options[name] ??= child;
  if (type.switched) options.enabled ??= { kind: "boolean" };
  if (type.rest) return { kind: "object", options, values: joinTypes(type.rest, null, instead) };
  return { kind: "object", options, ...(type.open ? { open: true } : {}) };
}

const marked = (node, schema) => (schema?.deprecated ? { ...node, deprecated: true } : node);
