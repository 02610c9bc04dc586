import {
  type Problem,
  PROBLEM_MEDIA_TYPE,
  problem,
  type Route,
  type RouteName,
  type RouteRequest,
} from "@fleethub/api";
import { type Logger, readingScope, type Refusal, StoreUnavailable } from "@fleethub/control-plane";
import type { Subject } from "@fleethub/fleet/access";
import {
  actorOf,
  type Authenticate,
  type Authenticated,
  isRefused,
  isUnchanged,
  NOBODY,
  refusalFor,
} from "./authorise.js";
import type { Peer } from "./guard/judge-request.js";
import type { Caller, Handlers, Reply } from "./handlers/handler.js";
import { defect, problemResponse, storeUnavailable } from "./problems.js";
import { readConditions } from "./requests/conditions.js";
import { IdempotencyKeys, type KeptAnswer } from "./requests/idempotency.js";
import { readRequest } from "./requests/read-request.js";
import { PAGE_POLICY } from "./static/content-security-policy.js";

/** What dispatching needs besides the handlers. */
export interface DispatchServices {
  readonly handlers: Handlers;
  readonly keys: IdempotencyKeys;
  readonly logger: Logger;
  readonly authenticate: Authenticate;
  now(): number;
  /** Told of what somebody who is known may not do. */
  readonly notAllowed?: (refusal: Refusal) => void;
  /** True while the hub stops: new work is refused. */
  draining(): boolean;
}

/** Answers one request for one route: who, whether he may, parse, one handler, translate. Never rejects. */
export async function dispatch(
  services: DispatchServices,
  route: Route,
  params: Readonly<Record<string, string>>,
  request: Request,
  peer: Peer,
  requestId: string,
): Promise<Response> {
  try {
    return await attempt(services, route, params, request, peer, requestId);
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      return problemResponse(storeUnavailable(requestId));
    }
    services.logger.error({ error, requestId, route: route.name }, "a request failed");
    return problemResponse(defect(requestId));
  }
}

async function attempt(
  services: DispatchServices,
  route: Route,
  params: Readonly<Record<string, string>>,
  request: Request,
  peer: Peer,
  requestId: string,
): Promise<Response> {
  if (services.draining()) {
    return problemResponse(problem("draining", "The hub is stopping. Ask again in ten seconds."));
  }
  const who: Authenticated | Problem =
    route.action === "public"
      ? { subject: NOBODY }
      : await services.authenticate(request, "request", peer);
  if (isRefused(who)) return refusal(who, requestId);
  const { subject } = who;
  const refused = refusalFor(route, subject);
  if (refused !== null) {
    noteNotAllowed(services, route, subject, request, peer, refused);
    return refusal(refused, requestId);
  }
  const conditions = readConditions(request.headers);
  if ("type" in conditions) return refusal(conditions, requestId);
  const read = await readRequest(route, params, request);
  if (!read.ok) return refusal(read.problem, requestId);
  const caller: Caller = {
    actor: actorOf(subject, request, requestId),
    subject,
    signedIn: who.signedIn ?? null,
    peer,
    headers: request.headers,
    scope: readingScope(subject),
    now: services.now(),
    ifVersion: route.conditional ? conditions.ifVersion : undefined,
    lastEventId: request.headers.get("last-event-id"),
    isStillAllowed: () => isStillAllowed(services, route, request, peer, subject),
  };
  const run = async () => {
    const reply = await handle(services.handlers, route.name, read.request, caller);
    if (reply.kind === "problem" && reply.problem.status === 403) {
      noteNotAllowed(services, route, subject, request, peer, reply.problem);
    }
    return reply;
  };
  if (!route.creates || conditions.idempotencyKey === undefined) {
    return withoutStream(request, toResponse(route, await run(), requestId));
  }
  // What one subject was answered is nothing to tell another.
  const asker = `${subject.kind} ${subject.id}`;
  const identity = `${asker}\n${route.method} ${new URL(request.url).pathname}\n${read.request.bodyText}`;
  const kept = await services.keys.once(
    `${asker} ${conditions.idempotencyKey}`,
    identity,
    async () => keep(toResponse(route, await run(), requestId)),
  );
  if (kept !== "reused") return new Response(kept.body, kept);
  const detail = "Use a new key for a new request.";
  return refusal(problem("idempotency-key-reused", detail), requestId);
}

/** What somebody may not do is counted for the record. */
function noteNotAllowed(
  { notAllowed }: DispatchServices,
  route: Route,
  subject: Subject,
  request: Request,
  { address }: Peer,
  refused: Problem,
): void {
  const { kind, id, via } = actorOf(subject, request, "");
  const reason = `${refused.type}: ${route.name}`;
  const actor = subject === NOBODY ? {} : { actor: { kind, id, via } };
  notAllowed?.({ door: "console", address, reason, ...actor });
}

/** The schemas of the route have read the request, so its parts are of the handler's types. */
function handle(
  handlers: Handlers,
  name: RouteName,
  request: unknown,
  caller: Caller,
): Promise<Reply<RouteName>> {
  const handler = handlers[name] as (
    request: RouteRequest<RouteName>,
    caller: Caller,
  ) => Promise<Reply<RouteName>>;
  return handler(request as RouteRequest<RouteName>, caller);
}

/** Asked again while a stream is open: the session may have ended, and grants may have changed. */
async function isStillAllowed(
  { authenticate }: DispatchServices,
  route: Route,
  request: Request,
  peer: Peer,
  subject: Subject,
): Promise<boolean> {
  const found = await authenticate(request, "still", peer);
  if (isRefused(found) || !isUnchanged(subject, found.subject)) return false;
  return refusalFor(route, found.subject) === null;
}

function refusal(refused: Problem, requestId: string, retryAfterSeconds?: number): Response {
  return problemResponse(
    { ...refused, requestId },
    retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) },
  );
}

function toResponse(route: Route, reply: Reply<RouteName>, requestId: string): Response {
  if (reply.kind === "problem") return refusal(reply.problem, requestId, reply.retryAfterSeconds);
  if (reply.kind === "stream") {
    return new Response(reply.stream, {
      status: 200,
      headers: { "content-type": route.media ?? "text/event-stream", "cache-control": "no-store" },
    });
  }
  if (reply.kind === "page") {
    return new Response(reply.html, {
      status: route.status,
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-disposition": `inline; filename="${reply.fileName}"`,
        "content-security-policy": PAGE_POLICY,
        "cache-control": "no-store",
      },
    });
  }
  const headers = new Headers({ "cache-control": "no-store" });
  if (reply.version !== undefined) headers.set("etag", `"${reply.version}"`);
  if (reply.location !== undefined) headers.set("location", reply.location);
  for (const cookie of reply.cookies ?? []) headers.append("set-cookie", cookie);
  if (reply.data === undefined) return new Response(null, { status: route.status, headers });
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(reply.data), { status: route.status, headers });
}

/** Nobody reads the stream of a HEAD, so nobody would end it either. */
async function withoutStream(request: Request, response: Response): Promise<Response> {
  if (request.method === "HEAD") await response.body?.cancel();
  return response;
}

async function keep(response: Response): Promise<KeptAnswer> {
  const body = await response.text();
  const headers = Object.fromEntries(response.headers);
  const isProblem = headers["content-type"] === PROBLEM_MEDIA_TYPE;
  return { status: response.status, headers, body: body === "" && !isProblem ? null : body };
}
