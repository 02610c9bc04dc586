/** Where an agent's own value stands: from after the key's colon to the end of the value's last line. */
export interface Slot {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Stands in a stable text where an agent's own value was; plain YAML text. */
export const VOLATILE_MARK = " <agent>";

/** What may stand under a key: deeper keys, or a volatile value with the test that it has to pass. */
type Below = { readonly [key: string]: Below } | ((value: string) => boolean);

/** Where a supervisor's own server listens; any other address is what somebody configured. */
const LOOPBACK = /^\s*(["']?)wss?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\/v1\/opamp\1\s*$/;

const anything = () => true;
const isLoopback = (value: string) => value === VOLATILE_MARK || LOOPBACK.test(value);

/** Volatile keys; each takes everything that is indented below it. */
const TREE: Below = {
  extensions: {
    opamp: {
      instance_uid: anything,
      ppid: anything,
      agent_description: { non_identifying_attributes: anything },
      server: { ws: { endpoint: isLoopback }, http: { endpoint: isLoopback } },
    },
  },
  service: { telemetry: { resource: anything } },
};

/** A key and whatever stands behind its colon. */
const KEY = /([A-Za-z_][\w.]*):(?=[ \r\n]|$)/y;

/** Behind the key of a mapping in block style stands nothing, or a comment. */
const NOTHING = /^[ \t]*(?:#.*)?\r?$/;

const SPACE = 0x20;
const TAB = 0x09;
const RETURN = 0x0d;
const HASH = 0x23;

interface Open {
  readonly path: string;
  readonly indent: number;
  readonly below: Below;
}

/**
 * The volatile places of a text in block style, in order. Follows indentation only where it can lead to one; lines
 * below any other key cost the search for their end and nothing is made of them.
 */
export function slotsOf(text: string): Slot[] {
  const slots: Slot[] = [];
  const open: Open[] = [{ path: "", indent: -1, below: TREE }];
  /** Indentation of a key under which nothing is volatile. */
  let closed = Number.POSITIVE_INFINITY;
  let slot: Begun | null = null;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const first = indented(text, start, end);
    const indent = first - start;
    start = end + 1;
    if (indent > closed) continue;
    // Empty lines behind a value may be the end of its text.
    const goesOn = isEmpty(text, first, end) || (slot !== null && indent > slot.indent);
    if (goesOn) {
      if (slot !== null) slot.end = end;
      continue;
    }
    // A comment may stand at any depth: it ends nothing.
    if (text.charCodeAt(first) === HASH) continue;
    if (slot !== null) finish(text, slot, slots);
    slot = null;
    closed = Number.POSITIVE_INFINITY;
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const found = keyAt(text, first, end, indent, open.at(-1));
    if (found === null) closed = indent;
    else if (typeof found.below !== "function") open.push({ ...found, below: found.below });
    else slot = { path: found.path, start: found.after, end, indent, isVolatile: found.below };
  }
  if (slot !== null) finish(text, slot, slots);
  return slots;
}

/** A volatile key whose value may go on in the next line. */
interface Begun {
  readonly path: string;
  readonly start: number;
  end: number;
  readonly indent: number;
  readonly isVolatile: (value: string) => boolean;
}

function finish(text: string, { path, start, end, isVolatile }: Begun, slots: Slot[]): void {
  if (isVolatile(text.slice(start, end))) slots.push({ path, start, end });
}

interface Found extends Open {
  /** Behind the colon. */
  readonly after: number;
}

/** The key of a line, where it is one on the way to something volatile. */
function keyAt(
  text: string,
  first: number,
  end: number,
  indent: number,
  parent: Open | undefined,
): Found | null {
  // Only keys at the very left are top-level.
  if (parent === undefined || (parent.indent < 0 && indent > 0)) return null;
  KEY.lastIndex = first;
  const key = KEY.exec(text)?.[1];
  if (key === undefined || typeof parent.below === "function") return null;
  const below = Object.hasOwn(parent.below, key) ? parent.below[key] : undefined;
  if (below === undefined) return null;
  const after = first + key.length + 1;
  if (typeof below !== "function" && !NOTHING.test(text.slice(after, end))) return null;
  const path = parent.path === "" ? key : `${parent.path}.${key}`;
  return { path, indent, below, after };
}

/** The first character of a line that is no space. */
function indented(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

function isEmpty(text: string, first: number, end: number): boolean {
  for (let at = first; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== TAB && code !== RETURN) return false;
  }
  return true;
}
