/** One field that an act changed. Null: it was not there, or is not any more. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Lists longer than this are counted, not written out. */
const LIST_SHOWN_MAX = 4;

/** The fields in which two recorded values differ, named by their path, in the order of the newer value. */
export function fieldChanges(before: unknown, after: unknown, path = ""): readonly FieldChange[] {
  if (isRecord(before) || isRecord(after)) {
    // A whole that comes or goes is told by its parts, not as empty.
    const [a, b] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
    const inside = [...new Set([...Object.keys(b), ...Object.keys(a)])].flatMap((key) =>
      fieldChanges(a[key], b[key], path === "" ? key : `${path}.${key}`),
    );
    const plain = isRecord(before) ? after : before;
    const [was, is] = isRecord(before) ? [null, shown(plain)] : [shown(plain), null];
    return plain === null || plain === undefined || isRecord(plain)
      ? inside
      : [{ field: path, before: was, after: is }, ...inside];
  }
  const [was, is] = [shown(before), shown(after)];
  return was === is ? [] : [{ field: path || "value", before: was, after: is }];
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value === "" ? "empty" : value;
  if (!Array.isArray(value)) return grantWords(value) ?? JSON.stringify(value);
  if (value.length > LIST_SHOWN_MAX) return `${value.length} in all`;
  return value.length === 0 ? "none" : value.map((one) => shown(one) ?? "nothing").join(", ");
}

/** A role, and how far it reaches; null where it is something else. */
function grantWords(value: unknown): string | null {
  if (!isRecord(value) || typeof value["role"] !== "string") return null;
  const { role, reach } = { role: value["role"], reach: value["reach"] };
  return typeof reach === "string" ? `${role} within ${reach}` : role;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
