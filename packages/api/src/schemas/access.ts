import { z } from "zod";
import { QueryText } from "./primitives.js";
import { GRANTS_MAX } from "../limits.js";

/** What somebody may do. `operator` and `approver` stand side by side. */
export const Role = z
  .enum(["viewer", "operator", "approver", "administrator"])
  .meta({ id: "Role" });
export type Role = z.output<typeof Role>;

/** One role, for the whole fleet or for a part of it. */
export const Grant = z
  .strictObject({
    role: Role,
    reach: QueryText.nullable().default(null).meta({
      description: "Query over label.KEY, enrolment and pinned; null: the whole fleet.",
    }),
  })
  .meta({ id: "Grant" });
export type Grant = z.output<typeof Grant>;

export const Grants = z.array(Grant).max(GRANTS_MAX);
