// Who asks a measured hub: an administrator's API token that the hub is seeded with.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const TOKEN = "the-administrator-of-the-bench-and-nobody-else";

/** For every request to the hub's API and metrics. */
export const asAdministrator = { authorization: `Bearer ${TOKEN}` };

/** The setting that seeds the token; its file lies in `folder`. */
export function administratorIn(folder) {
  const file = join(folder, "admin-token");
  writeFileSync(file, TOKEN, { mode: 0o600 });
  return { FLEETHUB_ADMIN_TOKEN_FILE: file };
}
