import { decide } from "@fleethub/fleet/access";
import type { AccountCall, AccountServices } from "./account-call.js";
import { committed, plan, recorded } from "./commit.js";
import { type AccountResult, refused } from "./problem.js";

/** Most sessions that one entry names. */
const LISTED_MAX = 100;

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

/** Ends all sessions of the person but the one that asks: one commit with one entry, none where nothing was open. */
export async function endOtherSessions(
  services: AccountServices,
  call: AccountCall,
): Promise<AccountResult<{ readonly ended: number }>> {
  const { storage, settings } = services;
  const { session, subject, now } = call;
  if (session === null) {
    return refused("not-a-person", "An API token has no session. Sign in to end others of yours.");
  }
  return committed(services, async () => {
    const person = subject.id;
    const filter = { person, now, seenAfter: now - settings.sessionIdleMs };
    const open = await storage.sessions.list(filter, { limit: LISTED_MAX, cursor: null });
    const others = open.items.filter(({ id }) => id !== session).map(({ id }) => id);
    if (others.length === 0) return plan([], { ended: 0 });
    const resource = { kind: "person", id: person };
    const before = { sessions: others };
    return plan(
      [
        { kind: "end-sessions", of: { person }, except: session },
        recorded(services, call, "end-sessions", resource, before, { sessions: [session] }),
      ],
      { ended: Math.max(others.length, open.total - 1) },
    );
  });
}
