// Turns a schema into the option tree of the catalogue: names, kinds, enums; no words and no defaults.
const INTEGERS = /^u?int(8|16|32|64)?$/;
const NUMBERS = new Set(["float32", "float64"]);
const TEXTS = new Set(["string", "time.Duration", "go.opentelemetry.io/collector/component.ID"]);

const ANY = { kind: "any" };

/** Makes trees; `report(ref, where)` hears of references that lead nowhere, `instead(id)` gives known better nodes. */
export function optionTrees(files, { instead, report }) {
  async function node(schema, file, stack) {
    if (schema === null || typeof schema !== "object") return ANY;
    const own = switchable(await described(schema, file, stack), schema);
    return isDeprecated(schema) ? { ...own, deprecated: true } : own;
  }

  async function described(schema, file, stack) {
    if (schema.$ref !== undefined) return await referred(schema.$ref, file, stack);
    if (isForeign(schema)) return ANY;
    if (schema.type === "array")
      return { kind: "array", items: await node(schema.items ?? null, file, stack) };
    if (schema.type === "object" || schema.properties !== undefined || schema.allOf !== undefined)
      return await object(schema, file, stack);
    return leaf(schema);
  }

  async function referred(ref, file, stack) {
    const target = await files.resolve(ref, file);
    const better = instead(target?.id ?? ref);
    if (better !== undefined) return better.node ?? ANY;
    if (target === null) {
      report(ref, file.importPath);
      return ANY;
    }
    if (stack.includes(target.id)) return ANY;
    return await node(target.definition, target.file, [...stack, target.id]);
  }

  async function object(schema, file, stack) {
    const options = {};
    let open = false;
    for (const embedded of schema.allOf ?? []) {
      const base = await node(embedded, file, stack);
      Object.assign(options, base.options);
      if (base.kind !== "object" || base.open || base.values) open = true;
    }
    for (const [name, child] of Object.entries(schema.properties ?? {})) {
      // A name in Go's own style is a field that takes the remaining options.
      if (/^[A-Z]/.test(name)) open = true;
      else options[name] = await node(child, file, stack);
    }
    const more = schema.additionalProperties;
    const known = Object.keys(options).length > 0;
    const result = { kind: "object", ...(known ? { options } : {}) };
    if (more !== null && typeof more === "object" && Object.keys(more).length > 0)
      return { ...result, values: await node(more, file, stack) };
    if (open || more === true || (!known && more !== false)) return { ...result, open: true };
    return result;
  }

  return {
    /** The option tree of the root of a schema file. */
    root: (file) => node(file.schema, file, [`${file.importPath}.config`]),
  };
}

/** A section that is off when absent takes a switch besides its options. */
function switchable(node, { "x-optional": optional }) {
  if (optional !== true || node.kind !== "object" || node.options?.enabled !== undefined)
    return node;
  return { ...node, options: { ...node.options, enabled: { kind: "boolean" } } };
}

/** A Go type that the schema's own type does not say. */
function isForeign({ "x-customType": custom }) {
  return (
    custom !== undefined && !INTEGERS.test(custom) && !NUMBERS.has(custom) && !TEXTS.has(custom)
  );
}

function leaf(schema) {
  const { type, format, enum: words, "x-customType": custom = "" } = schema;
  if (type === "string" && (format === "duration" || custom === "time.Duration"))
    return { kind: "duration" };
  if (type === "string" && Array.isArray(words)) return { kind: "string", enum: words.map(String) };
  if (type === "integer")
    return custom.startsWith("uint") ? { kind: "integer", unsigned: true } : { kind: "integer" };
  if (type === "string" || type === "number" || type === "boolean") return { kind: type };
  return ANY;
}

function isDeprecated({ deprecated, description = "" }) {
  return deprecated === true || /(^|[.]\s+)Deprecated( \[|:|[.]|, use)/.test(description);
}
