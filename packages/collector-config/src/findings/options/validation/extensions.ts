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

function* oidc(body: Section): Generator<Problem> {
  const providers = body.items("providers");
  if (providers.length === 0 && !body.at("issuer_url").given) return;
  for (const each of providers) {
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

export const EXTENSIONS = [
  validates("extension", ["health_check"], healthCheck),
  validates("extension", ["basicauth", "basic_auth"], basicAuth),
  validates("extension", ["bearertokenauth", "bearer_token_auth"], bearerToken),
  validates("extension", ["oidc"], oidc),
  validates("extension", ["zpages"], function* (body) {
    if (body.has("endpoint") && body.text("endpoint") === "" && body.at("endpoint").given)
      yield body.problem("endpoint", "is empty", "Write localhost:55679, say.");
  }),
  validates("extension", ["otlp_encoding"], (body) =>
    oneOf(body, "protocol", ["otlp_proto", "otlp_json"], { absent: "" }),
  ),
];
