import { decide, narrows, type Subject } from "@fleethub/fleet/access";
import { createGroupBoard, type GroupBoard } from "../groups/group-board.js";
import { approvalState, isOpen } from "../approval-model.js";
import type { ApprovalParty, ApprovalRecord, ApprovalState, ApprovalSummary } from "../model.js";
import type { ApprovalFilter, Clock, FleetStorage, Page, PageRequest } from "../ports.js";
import { whyNotAnswer } from "./may-answer.js";
import { mayRead } from "./may-read.js";
import { partyOf } from "./parties.js";

/** A request as somebody sees it. */
export interface SeenRequest<Record extends ApprovalSummary = ApprovalSummary> {
  readonly record: Record;
  readonly state: ApprovalState;
  /** It is open, and he may approve it. */
  readonly mayAnswer: boolean;
  /** Why he may not, in a sentence; null where he may, or where nobody may any more. */
  readonly whyNot: string | null;
}

export interface ApprovalWish extends Omit<ApprovalFilter, "now"> {
  /** Only open ones that he may approve. */
  readonly forMe?: boolean;
}

/** Reads about approval requests, as one subject may see them now. Rejects while the store is away. */
export interface ApprovalViews {
  /** Newest first. */
  list(subject: Subject, wish: ApprovalWish, page: PageRequest): Promise<Page<SeenRequest>>;
  /** By id, or by number; null where there is none for him. */
  get(subject: Subject, named: string): Promise<SeenRequest<ApprovalRecord> | null>;
}

export interface ApprovalViewsDeps {
  readonly storage: Pick<FleetStorage, "approvals" | "groups" | "people" | "apiTokens">;
  readonly clock: Clock;
}

/** Open requests read in one go, since the store cannot tell which of them he may answer. */
const READ_AT_ONCE = 200;

interface Reader {
  readonly subject: Subject;
  readonly groups: GroupBoard;
  readonly party: ApprovalParty;
  readonly now: number;
}

/** Reads over this storage. */
export function createApprovalViews({ storage, clock }: ApprovalViewsDeps): ApprovalViews {
  const readerFor = async (subject: Subject): Promise<Reader> => ({
    subject,
    groups: createGroupBoard(storage.groups),
    party: await partyOf(storage, subject),
    now: clock.now(),
  });
  return {
    async list(subject, { forMe = false, ...wish }, page) {
      const reader = await readerFor(subject);
      const filter = { ...wish, ...(forMe ? { state: "open" as const } : {}), now: reader.now };
      if (!forMe) {
        const visible = await visibleTo(reader);
        if (visible === null) return { items: [], nextCursor: null, total: 0 };
        const { items, ...rest } = await storage.approvals.list({ ...filter, ...visible }, page);
        return { ...rest, items: await Promise.all(items.map((each) => seen(reader, each))) };
      }
      const mine: SeenRequest[] = [];
      for await (const record of everyRequest(storage, filter)) {
        if (!(await mayRead(reader, reader.party, record))) continue;
        const request = await seen(reader, record);
        if (request.mayAnswer) mine.push(request);
      }
      return pageOf(mine, page);
    },
    async get(subject, named) {
      const record = /^\d+$/.test(named)
        ? await storage.approvals.withNumber(Number(named))
        : await storage.approvals.get(named);
      if (record === null) return null;
      const reader = await readerFor(subject);
      return (await mayRead(reader, reader.party, record)) ? seen(reader, record) : null;
    },
  };
}

/** What `mayRead` lets him see, for the store to find it; null: nothing. */
async function visibleTo({
  subject,
  groups,
  party,
}: Reader): Promise<Pick<ApprovalFilter, "visibleTo"> | null> {
  const decision = decide(subject, "approvals.read");
  if (!decision.allowed) return null;
  const { scope } = decision;
  if (scope.kind === "everything") return {};
  const within = (await groups.all()).all.flatMap(({ record, query }) =>
    query !== null && narrows(query, scope) ? [record.name] : [],
  );
  return { visibleTo: { groups: within, party } };
}

async function seen<Record extends ApprovalSummary>(
  reader: Reader,
  record: Record,
): Promise<SeenRequest<Record>> {
  const state = approvalState(record, reader.now);
  if (!isOpen(record, reader.now)) return { record, state, mayAnswer: false, whyNot: null };
  const refusal = await whyNotAnswer(reader, reader.party, record);
  return { record, state, mayAnswer: refusal === null, whyNot: refusal?.detail ?? null };
}

async function* everyRequest(
  { approvals }: ApprovalViewsDeps["storage"],
  filter: ApprovalFilter,
): AsyncGenerator<ApprovalSummary> {
  let cursor: string | null = null;
  do {
    const page: Page<ApprovalSummary> = await approvals.list(filter, {
      limit: READ_AT_ONCE,
      cursor,
    });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** A cursor is the number of the last one; any other text gives an empty page. */
function pageOf(all: readonly SeenRequest[], { limit, cursor }: PageRequest): Page<SeenRequest> {
  const after = cursor === null ? Number.POSITIVE_INFINITY : Number(cursor);
  const left = all.filter(({ record }) => record.number < after);
  const items = left.slice(0, limit);
  const last = items.at(-1);
  const hasMore = left.length > items.length && last !== undefined;
  return { items, nextCursor: hasMore ? String(last.record.number) : null, total: all.length };
}
