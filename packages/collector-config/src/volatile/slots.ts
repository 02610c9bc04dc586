/** Where an agent's own value stands: from after the key's colon to the end of the value's last line. */
export interface Slot {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Volatile keys; each takes everything that is indented below it. */
const VOLATILE = new Set([
  "extensions.opamp.instance_uid",
  "extensions.opamp.ppid",
  "extensions.opamp.agent_description.non_identifying_attributes",
  "extensions.opamp.server.ws.endpoint",
  "extensions.opamp.server.http.endpoint",
  "service.telemetry.resource",
]);

/** Keys on the way to a volatile one. */
const ANCESTORS = new Set(
  [...VOLATILE].flatMap((path) => {
    const keys = path.split(".");
    return keys.map((_key, i) => keys.slice(0, i).join("."));
  }),
);

const KEY = /^( *)([A-Za-z_][\w.]*):(?=[ \r]|$)/;

/** The volatile places of a text in block style, in order. Follows indentation only where it can lead to one. */
export function slotsOf(text: string): Slot[] {
  const slots: Slot[] = [];
  let open: { path: string; indent: number }[] = [{ path: "", indent: -1 }];
  let slot: { path: string; start: number; end: number; indent: number } | undefined;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    if (line.trim() !== "") {
      const indent = line.length - line.trimStart().length;
      if (slot !== undefined && indent > slot.indent) slot.end = end;
      else {
        if (slot !== undefined) slots.push(slot);
        slot = undefined;
        open = open.filter((each) => each.indent < indent);
        const parent = open.at(-1);
        const match = KEY.exec(line);
        if (match !== null && parent !== undefined && reaches(parent, open.length, indent)) {
          const key = match[2] ?? "";
          const path = parent.path === "" ? key : `${parent.path}.${key}`;
          const after = start + match[0].length;
          if (VOLATILE.has(path)) slot = { path, start: after, end, indent };
          else open.push({ path: ANCESTORS.has(path) ? path : CLOSED, indent });
        } else open.push({ path: CLOSED, indent });
      }
    }
    start = end + 1;
  }
  if (slot !== undefined) slots.push(slot);
  return slots.map(({ path, start, end }) => ({ path, start, end }));
}

/** Below this nothing is volatile. */
const CLOSED = "\u0000";

function reaches(parent: { path: string }, depth: number, indent: number): boolean {
  if (parent.path === CLOSED) return false;
  // Only keys at the very left are top-level.
  return depth > 1 || indent === 0;
}
