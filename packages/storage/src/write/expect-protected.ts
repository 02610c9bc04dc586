import * as cells from "../database/cells.js";
import type { Session } from "../database/database.js";
import type { WriteOf } from "./report-writes.js";
import { conflict } from "./write-results.js";

/**
 * Asked after the log was written: its lock lets no other commit come between, so what is read here is what the commit
 * finds.
 */
export async function expectProtected(
  session: Session,
  { kind, groups }: WriteOf<"expect-protected">,
): Promise<void> {
  const rows = await session.query("select name from groups where protection is not null");
  const found = rows.map((row) => cells.text(row, "name"));
  const other =
    found.find((name) => !groups.includes(name)) ?? groups.find((name) => !found.includes(name));
  if (other !== undefined) throw conflict(kind, other, "version");
}
