import { needed, oneOf } from "./limits.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";

function* basicAuth(body: Section): Generator<Problem> {
  if (!body.readable) return;
  const [server, client] = [body.at("htpasswd").given, body.at("client_auth").given];
  if (server && client)
    yield body.problem(
      "client_auth",
      'cannot be used together with "htpasswd"',
      "Define two extensions.",
    );
  if (!server && !client)
    yield body.own("has no credentials", 'Set "htpasswd" for servers, "client_auth" for clients.');
}

function* bearerToken(body: Section): Generator<Problem> {
  if (!body.readable) return;
  const token = body.text("token", "");
  const tokens = body.count("tokens");
  if (token === "" && tokens === 0 && body.text("filename", "") === "")
    yield body.own("has no token", "Set token, tokens or filename.");
  if (body.at("token").given && token !== "" && tokens !== undefined && tokens > 0)
    yield body.problem("tokens", 'cannot be used together with "token"', "Keep one of the two.");
}

/** Options of the older form, which names one provider in the body itself. */
const OIDC_PROVIDER = [
  "issuer_url",
  "audience",
  "ignore_audience",
  "issuer_ca_path",
  "username_claim",
  "groups_claim",
];

function* oidc(body: Section): Generator<Problem> {
  const own = OIDC_PROVIDER.some((name) => body.at(name).given);
  for (const each of [...(own ? [body] : []), ...body.items("providers")]) {
    if (each.node?.kind !== "map") continue;
    yield* needed(each, "issuer_url", "https://accounts.example.com");
    if (each.flag("ignore_audience") === false || !each.has("ignore_audience"))
      yield* needed(each, "audience", "collector");
  }
}

/** Of the extension's second form, which needs a feature gate. */
const SECOND_FORM = ["http", "grpc"];

function* healthCheck(body: Section): Generator<Problem> {
  if (body.at("endpoint").node !== undefined && body.text("endpoint", "") === "")
    yield body.problem("endpoint", "is empty", "Write localhost:13133, say.");
  const path = body.text("path", "/");
  if (path !== undefined && !path.startsWith("/"))
    yield body.problem("path", "does not begin with /", `Write /${path}.`);
  for (const name of SECOND_FORM) {
    if (body.at(name).given)
      yield body.problem(
        name,
        "is taken only with the feature gate extension.healthcheck.useComponentStatus",
        'Remove it, or use the extension "healthcheckv2".',
      );
  }
}

function* opamp(body: Section): Generator<Problem> {
  const server = body.at("server");
  if (!body.readable || !server.readable) return;
  const [ws, http] = [server.at("ws"), server.at("http")];
  if (!ws.given && !http.given)
    yield body.own(
      "has no server",
      "Set server.ws.endpoint, for example wss://HOST:4320/v1/opamp.",
    );
  if (ws.given && http.given)
    yield http.own('cannot be used together with "ws"', "Keep one of the two.");
  for (const each of [ws, http])
    if (each.given) yield* needed(each, "endpoint", "wss://HOST:4320/v1/opamp");
}

export const EXTENSIONS = [
  validates("extension", ["health_check"], healthCheck),
  validates("extension", ["basicauth", "basic_auth"], basicAuth),
  validates("extension", ["bearertokenauth", "bearer_token_auth"], bearerToken),
  validates("extension", ["oidc"], oidc),
  validates("extension", ["opamp"], opamp),
  validates("extension", ["zpages"], function* (body) {
    if (body.has("endpoint") && body.text("endpoint") === "" && body.at("endpoint").given)
      yield body.problem("endpoint", "is empty", "Write localhost:55679, say.");
  }),
  validates("extension", ["otlp_encoding"], (body) =>
    oneOf(body, "protocol", ["otlp_proto", "otlp_json"], { absent: "" }),
  ),
];
