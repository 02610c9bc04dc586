import type { MemberFacts, MemberStep, Millis, RolloutMember } from "@fleethub/fleet";

/** When a member came to its step, as far as that is known. */
export function sinceOf(
  step: MemberStep,
  { mark, assignedAt }: Pick<RolloutMember, "mark" | "assignedAt">,
  facts: MemberFacts | null,
): Millis | null {
  if (mark !== null) return mark.at;
  switch (step) {
    case "settled":
      return facts?.settledAt ?? facts?.appliedAt ?? assignedAt;
    case "healthy":
      return facts?.appliedAt ?? null;
    case "acknowledged":
      return facts?.acknowledgedAt ?? null;
    case "failed":
      return facts?.failedAt ?? assignedAt;
    case "offered":
    case "not-answering":
      return facts?.offeredAt ?? null;
    case "assigned":
      return assignedAt;
    default:
      return null;
  }
}
