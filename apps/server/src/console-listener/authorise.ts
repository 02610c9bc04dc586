import { type Problem, problem, type Route } from "@fleethub/api";
import type { Actor, SignedIn } from "@fleethub/control-plane";
import type { Peer } from "./guard/judge-request.js";
import { type Decision, decide, isAction, type Subject } from "@fleethub/fleet/access";

/** Who sent a request. */
export interface Authenticated {
  readonly subject: Subject;
  /** The session or API token that was shown. */
  readonly signedIn?: SignedIn | null;
}

/**
 * Finds out who sent a request, or why nobody is let in. `still` asks again for a stream that is open: it keeps no
 * session alive.
 */
export type Authenticate = (
  request: Pick<Request, "headers">,
  purpose: "request" | "still",
  peer: Peer,
) => Promise<Authenticated | Problem>;

/** Who asks what everyone may ask. */
export const NOBODY: Subject = { kind: "person", id: "", name: "nobody", grants: [] };

/** Is this why nobody is let in? */
export function isRefused(found: Authenticated | Problem): found is Problem {
  return "type" in found;
}

/** May this subject use this route? Null, or why not. Which agents it reaches then is decided further in. */
export function refusalFor(
  { name, action }: Pick<Route, "name" | "action">,
  subject: Subject,
): Problem | null {
  if (action === "public" || action === "own") return null;
  if (!isAction(action)) throw new Error(`No rule says who may use ${name}: ${action}.`);
  const decision = decide(subject, action);
  return decision.allowed ? null : notAllowed(decision);
}

/** A refusal in the words of the API. */
export function notAllowed(decision: Extract<Decision, { readonly allowed: false }>): Problem {
  const { reason, role, message, remedy } = decision;
  const type = reason === "beyond-reach" ? "beyond-reach" : "not-allowed";
  return problem(type, `${message} ${remedy}`, { role });
}

/** Does somebody still have the very grants that a stream was opened with? */
export function isUnchanged(before: Subject, now: Subject): boolean {
  return (
    before.id === now.id &&
    before.kind === now.kind &&
    JSON.stringify(before.grants) === JSON.stringify(now.grants)
  );
}

/** How the record names who asked, and which way he came. */
export function actorOf(subject: Subject, request: Request, requestId: string): Actor {
  const fromBrowser = request.headers.get("sec-fetch-site") === "same-origin";
  const fromCommand = request.headers.get("user-agent")?.startsWith("fleethub/") ?? false;
  const via = fromBrowser ? "console" : fromCommand ? "cli" : "api";
  const kind = subject.kind === "person" ? "operator" : subject.kind;
  // A token is called by its name and its owner's: its id says nothing to who reads the record.
  const id = subject.kind === "token" ? subject.name : subject.id;
  return { kind, id, via, requestId };
}
