import { z } from "zod";
import { Name, RevisionNumber } from "./primitives.js";

/** One revision of one configuration. */
export const RevisionReference = z
  .strictObject({ configuration: Name, revision: RevisionNumber })
  .meta({ id: "RevisionReference" });
export type RevisionReference = z.output<typeof RevisionReference>;
