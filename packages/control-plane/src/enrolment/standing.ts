import type { AgentStanding } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";

/** How an agent stands, by its record. */
export function standingOf({
  id,
  admission,
  enrolment,
  access,
}: Pick<AgentRecord, "id" | "admission" | "enrolment" | "access">): AgentStanding {
  return { id, admission, enrolment, access };
}
