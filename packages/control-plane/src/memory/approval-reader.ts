import {
  type ApprovalRecord,
  type ApprovalSummary,
  approvalState,
  isOpen,
} from "../approval-model.js";
import { isSamePerson } from "../approvals/parties.js";
import type { ApprovalFilter, ApprovalReader } from "../ports.js";
import { type MemoryState, reach } from "./memory-state.js";
import { pageOf } from "./page.js";

function matches(filter: ApprovalFilter, request: ApprovalRecord): boolean {
  const { state, group, unacknowledged = false, now } = filter;
  if (state === "open" && !isOpen(request, now)) return false;
  if (state !== undefined && state !== "open" && approvalState(request, now) !== state)
    return false;
  if (group !== undefined && !request.groups.includes(group)) return false;
  if (!isVisible(filter, request)) return false;
  const { outcome } = request;
  return !unacknowledged || (outcome?.kind === "break-glass" && outcome.acknowledged === null);
}

function isVisible({ visibleTo }: ApprovalFilter, request: ApprovalRecord): boolean {
  if (visibleTo === undefined || isSamePerson(visibleTo.party, request.requestedBy)) return true;
  const { groups } = request;
  return groups.length > 0 && groups.every((group) => visibleTo.groups.includes(group));
}

/** Approval requests by number. */
export function memoryApprovalReader(state: MemoryState): ApprovalReader {
  return {
    list: (filter, page) =>
      reach(state, () => {
        const found = [...state.approvals.values()].filter((request) => matches(filter, request));
        const { items, ...rest } = pageOf(found, ({ number }) => [number], true, page);
        return { items: items.map(summaryOf), ...rest };
      }),
    get: (id) => reach(state, () => state.approvals.get(id) ?? null),
    withNumber: (number) =>
      reach(
        state,
        () => [...state.approvals.values()].find((request) => request.number === number) ?? null,
      ),
    lastNumber: () =>
      reach(state, () => Math.max(0, ...[...state.approvals.values()].map(({ number }) => number))),
  };
}

function summaryOf(request: ApprovalRecord): ApprovalSummary {
  const { detail: _, sealedValue: _value, ...summary } = request;
  return summary;
}
