import { decide } from "@fleethub/fleet/access";
import type { AccountCall, AccountServices } from "./account-call.js";
import { committed, plan, recorded } from "./commit.js";
import { type AccountResult, refused } from "./problem.js";

/** Ends a session of one's own, or anybody's where the role allows it. */
export async function endSession(
  services: AccountServices,
  call: AccountCall,
  id: string,
): Promise<AccountResult<null>> {
  return committed(services, async () => {
    const session = await services.storage.sessions.get(id);
    const { subject } = call;
    const isOwn = subject.kind === "person" && session?.person === subject.id;
    if (session === null || !(isOwn || decide(subject, "people.write").allowed)) {
      return refused("unknown-session", "It ended already, or it is somebody else's. List yours.");
    }
    const resource = { kind: "person", id: session.person };
    return plan(
      [
        { kind: "end-session", id },
        recorded(services, call, "end-session", resource, { session: id }, null),
      ],
      null,
    );
  });
}
