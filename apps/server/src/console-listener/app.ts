import { API_PREFIX, problem, ROUTES } from "@fleethub/api";
import { StoreUnavailable } from "@fleethub/control-plane";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { type DispatchServices, dispatch } from "./dispatch.js";
import {
  type Guard,
  hostNotAllowed,
  judgeRequest,
  type Peer,
  type RequestFacts,
} from "./guard/judge-request.js";
import { isRefused, refusalFor } from "./authorise.js";
import { isLoopback } from "../settings/index.js";
import type { OidcRoutes } from "./oidc/oidc-routes.js";
import { defect, problemResponse, storeUnavailable } from "./problems.js";
import type { ConsoleFiles } from "./static/console-files.js";
import {
  NO_CONTENT_POLICY,
  SECURITY_HEADERS,
  TRANSPORT_SECURITY,
} from "./static/content-security-policy.js";
import { serveConsole } from "./static/serve.js";

/** What the console listener answers with. */
export interface ConsoleServices extends DispatchServices {
  readonly guard: Guard;
  readonly oidc: OidcRoutes;
  /** Null where the console was not built. */
  readonly files: ConsoleFiles | null;
  requestId(): string;
  /** Null where agents can be served, else why not. Rejects while the store or its change feed does not answer. */
  ready(): Promise<string | null>;
  /** Prometheus text. */
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
  /** For counting. `route` is the name in the table, or a word for what is not in it. */
  answered(route: string, method: string, status: number, durationMs: number): void;
}

/** How long the store may take to answer before the hub counts as not ready. */
const READY_TIMEOUT_MS = 2_000;

const READS = "GET, HEAD";

/** Requests with the socket that they came by, and who asks as far as the guard knows. */
export type ConsoleApp = Hono<{
  Bindings: HttpBindings;
  Variables: { peer: Peer };
}>;

/** The console listener's application: probes, the table of routes, the static console. */
export function consoleApp(services: ConsoleServices): ConsoleApp {
  const app: ConsoleApp = new Hono();
  app.use(async (c, next) => {
    const startedAt = services.now();
    const { socket } = c.env.incoming;
    const facts = {
      method: c.req.method,
      headers: c.req.raw.headers,
      remoteAddress: socket.remoteAddress ?? "",
      isEncrypted: "encrypted" in socket && socket.encrypted === true,
    };
    const { peer, refused } = judged(facts, c.req.path, services.guard);
    if (peer !== undefined) {
      c.set("peer", peer);
      await next();
    } else c.res = problemResponse(refused);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.res.headers.set(name, value);
    if (peer !== undefined && staysEncrypted(peer)) {
      c.res.headers.set("strict-transport-security", TRANSPORT_SECURITY);
    }
    if (!c.res.headers.has("content-security-policy")) {
      c.res.headers.set("content-security-policy", NO_CONTENT_POLICY);
    }
    const route = refused === undefined ? routeLabel(c.req.path, c.req.method) : "refused";
    services.answered(route, c.req.method, c.res.status, services.now() - startedAt);
  });
  app.onError((error) => failed(services, error));
  bindProbes(app, services);
  bindRoutes(app, services);
  bindProviders(app, services.oidc);
  app.all(`${API_PREFIX}/*`, () => notFound());
  app.all(API_PREFIX, () => notFound());
  app.on(["GET"], "*", (c) => serveConsole(services.files, c.req.raw));
  app.all("*", (c) => methodNotAllowed(c.req.method, READS));
  return app;
}

/** Under a name that is not this console's there is only what asks for a token. */
function judged(facts: RequestFacts, path: string, guard: Guard): ReturnType<typeof judgeRequest> {
  const found = judgeRequest(facts, guard);
  if (found.peer === undefined || found.peer.isOwnName) return found;
  const asksForToken =
    path === "/metrics" || (routeOf(path, facts.method)?.action ?? "public") !== "public";
  return asksForToken ? found : { refused: hostNotAllowed() };
}

/** Path by path, in the order of the table: a fixed path also matches the parameter that follows it. */
function bindRoutes(app: ConsoleApp, services: ConsoleServices): void {
  for (const fullPath of new Set(ROUTES.map((route) => route.fullPath))) {
    const path = fullPath.replace(/\{(\w+)\}/g, ":$1");
    const routes = ROUTES.filter((route) => route.fullPath === fullPath);
    for (const route of routes) {
      app.on(route.method, path, (c) =>
        dispatch(services, route, c.req.param(), c.req.raw, c.get("peer"), services.requestId()),
      );
    }
    const allow = routes.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    app.all(path, (c) => methodNotAllowed(c.req.method, allow.join(", ")));
  }
}

/** Whole pages lead to providers and back, so these are no routes of the API. */
function bindProviders(app: ConsoleApp, oidc: OidcRoutes): void {
  app.get("/sign-in/oidc/:name", (c) => oidc.depart(c.req.raw, c.get("peer"), c.req.param("name")));
  app.get("/sign-in/oidc/:name/callback", (c) =>
    oidc.arrive(c.req.raw, c.get("peer"), c.req.param("name")),
  );
}

function bindProbes(app: ConsoleApp, services: ConsoleServices): void {
  const text = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  app.get("/healthz", () => new Response("alive\n", { headers: text }));
  app.get("/readyz", async () => {
    if (services.draining()) return new Response("stopping\n", { status: 503, headers: text });
    const noAnswer = () => "the database does not answer";
    const why = await inTime(services.ready()).catch(noAnswer);
    if (why === null) return new Response("ready\n", { headers: text });
    return new Response(`not ready: ${why}\n`, { status: 503, headers: text });
  });
  app.get("/metrics", async (c) => {
    const found = await services.authenticate(c.req.raw, "request", c.get("peer"));
    if (isRefused(found)) return problemResponse(found);
    const refused = refusalFor({ name: "describeHub", action: "metrics.read" }, found.subject);
    if (refused !== null) return problemResponse(refused);
    const { contentType, text: body } = await services.metrics();
    return new Response(body, {
      headers: { "content-type": contentType, "cache-control": "no-store" },
    });
  });
  for (const path of ["/healthz", "/readyz", "/metrics"]) {
    app.all(path, (c) => methodNotAllowed(c.req.method, READS));
  }
}

/** What failed outside the table of routes, which answers for its own. */
function failed({ logger, requestId }: ConsoleServices, error: Error): Response {
  if (error instanceof StoreUnavailable) return problemResponse(storeUnavailable());
  const id = requestId();
  logger.error({ error, requestId: id }, "a request failed");
  return problemResponse(defect(id));
}

/** Browsers keep it for a name with all its ports: other servers of this machine may speak plain HTTP. */
function staysEncrypted({ isSecure, origin }: Peer): boolean {
  return isSecure && !isLoopback(new URL(origin).hostname);
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer in time")), READY_TIMEOUT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function notFound(): Response {
  return problemResponse(
    problem("not-found", "Look the path up in /api/v1/openapi.json, which lists every route."),
  );
}

function methodNotAllowed(method: string, allow: string): Response {
  return problemResponse(problem("method-not-allowed", `Use ${allow} instead of ${method}.`), {
    allow,
  });
}

const PATTERNS = ROUTES.map(({ name, action, method, fullPath }) => ({
  name,
  action,
  method,
  pattern: new RegExp(`^${fullPath.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
}));

function routeOf(path: string, method: string): (typeof PATTERNS)[number] | undefined {
  const asked = method === "HEAD" ? "GET" : method;
  return PATTERNS.find((one) => one.method === asked && one.pattern.test(path));
}

function routeLabel(path: string, method: string): string {
  if (["/healthz", "/readyz", "/metrics"].includes(path)) return path.slice(1);
  return routeOf(path, method)?.name ?? (path.startsWith(API_PREFIX) ? "unknown" : "console");
}
