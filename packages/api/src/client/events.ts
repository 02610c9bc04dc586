import { API_PREFIX, ROUTE_OUTLINES } from "../routes/outline.js";
import type { ChangeEvent, EventKind } from "../schemas/events.js";

/** One event of the stream. */
export interface StreamEvent extends ChangeEvent {
  readonly kind: ChangeKind;
  /** Change sequence: where to resume. */
  readonly sequence: string;
}

/** The members of a browser's EventSource that are used. */
export interface EventSourceLike {
  addEventListener(type: string, listener: (event: never) => void): void;
  close(): void;
}

/** How to follow, and whom to tell. */
export interface EventOptions {
  /** Origin of the console; `""` for the page's own. */
  readonly baseUrl: string;
  /** Opens the stream, such as `(url) => new EventSource(url)`. It reconnects and resumes by itself. */
  open(url: string): EventSourceLike;
  onEvent(event: StreamEvent): void;
  /** Everything shown may be old: read it afresh. */
  onReset(): void;
  /** The stream is up (again), or lost for the moment. */
  onLive?(live: boolean): void;
}

type ChangeKind = Exclude<EventKind, "reset">;

/** The compiler refuses a kind that is missing. */
const KINDS: Record<ChangeKind, true> = {
  "agent.changed": true,
  "agent.forgotten": true,
  "agent.renamed": true,
  "configuration.changed": true,
  "configuration.removed": true,
  "group.changed": true,
  "group.removed": true,
  "policy.changed": true,
  "policy.removed": true,
  "secret.changed": true,
  "secret.removed": true,
  "rollout.changed": true,
  "enrolment.changed": true,
  "approval.changed": true,
};

const isChangeKind = (text: string): text is ChangeKind => Object.hasOwn(KINDS, text);

/** Kinds that carry a change, as the stream names them. */
export const CHANGE_KINDS: readonly ChangeKind[] = Object.keys(KINDS).filter(isChangeKind);

/**
 * Follows what changes. Returns the function that ends it. Events that cannot be read are answered with
 * `onReset`, so that a newer hub costs a refetch and never a wrong screen.
 */
export function subscribeEvents(options: EventOptions): () => void {
  const source = options.open(`${options.baseUrl}${API_PREFIX}${ROUTE_OUTLINES.streamEvents.path}`);
  const on = (type: string, handle: (event: MessageLike) => void) =>
    source.addEventListener(type, handle as (event: never) => void);
  for (const kind of CHANGE_KINDS) {
    on(kind, (message) => {
      const change = readChange(message.data);
      if (change === undefined) options.onReset();
      else options.onEvent({ kind, sequence: message.lastEventId ?? "", ...change });
    });
  }
  on("reset", () => options.onReset());
  on("open", () => options.onLive?.(true));
  on("error", () => options.onLive?.(false));
  return () => source.close();
}

interface MessageLike {
  readonly data?: unknown;
  readonly lastEventId?: string;
}

function readChange(data: unknown): ChangeEvent | undefined {
  if (typeof data !== "string") return undefined;
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (typeof json !== "object" || json === null || !("id" in json) || !("version" in json)) {
    return undefined;
  }
  return typeof json.id === "string" && typeof json.version === "number"
    ? { id: json.id, version: json.version }
    : undefined;
}
