import type { GraphPath } from "../../graph/paths.js";
import type { Edit } from "../../finding.js";
import type { Component } from "../../parse/config.js";
import { descend } from "../../parse/tree.js";
import { type Destination, destinationsOf } from "../destinations/destinations-of.js";
import { incompleteInWords, type Judged, type Judgement, ofPath } from "../judgement.js";
import { isLoopback } from "../patterns/host-pattern.js";
import type { TlsRequiredRule } from "../policy.js";
import { type PolicySubject, signalOf } from "../subject.js";
import { oncePerExporter } from "./once-per-exporter.js";
import { scopedPaths, unlessInside } from "./scope.js";

/** Exporters encrypt and check the certificate; what stays on the machine may go in plain text. */
export function judgeTls(rule: TlsRequiredRule, subject: PolicySubject): Judged {
  const scoped = scopedPaths(subject, rule);
  const inScope = new Map(scoped.map((each) => [each.path, each.inScope]));
  const judgements = oncePerExporter(scoped.map((each) => each.path)).map((path) =>
    unlessInside(judgePath(rule, subject, path), inScope.get(path) ?? true),
  );
  return { judgements, incomplete: incompleteInWords(subject) };
}

function judgePath(rule: TlsRequiredRule, subject: PolicySubject, path: GraphPath): Judgement {
  const exporter = subject.component("exporter", path.exit);
  const kept = ofPath(subject, path, { verdict: "kept" });
  if (exporter === undefined) return kept;
  const { kind, destinations, unverified, encryptedByDefault } = destinationsOf(
    exporter,
    signalOf(path),
  );
  if (kind === "local") return kept;
  if (kind === "listens") return judgeListener(subject, path, exporter, destinations);
  const remote = destinations.filter(({ host }) => !staysHere(host));
  if (destinations.length > 0 && remote.length === 0) return kept;
  const plain = remote.find(({ encrypted, host }) => encrypted === false && host !== "unknown");
  if (plain !== undefined)
    return ofPath(subject, path, { ...inPlainText(subject, path, exporter, plain) });
  if (unverified === true && rule.unverified !== true)
    return ofPath(subject, path, { ...unchecked(path, exporter) });
  const unsure = remote.find(({ encrypted }) => encrypted !== true);
  const unsaid = remote.length === 0 && !encryptedByDefault;
  if (unsure === undefined && !unsaid && (unverified === false || rule.unverified === true))
    return kept;
  return ofPath(subject, path, {
    verdict: "cannot-tell",
    place: unsure?.place ?? exporter.place,
    path: unsure?.path ?? exporter.path,
    message: `Nothing written says whether ${path.exit} encrypts`,
    remedy: "Write an address with https://, or set tls.insecure: false.",
  });
}

function staysHere(host: Destination["host"]): boolean {
  return host === null || (host !== "unknown" && isLoopback(host.name));
}

function inPlainText(
  subject: PolicySubject,
  path: GraphPath,
  exporter: Component,
  { place, path: at, host }: Destination,
): Partial<Judgement> & Pick<Judgement, "verdict"> {
  const insecure = descend(exporter.body, ["tls", "insecure"]);
  const switched = insecure?.kind === "scalar" && insecure.value === true;
  const where = host === null || host === "unknown" ? "another host" : host.name;
  const edit: Edit | undefined =
    switched &&
    insecure.style === "plain" &&
    subject.config.text.slice(insecure.place.offset, insecure.place.end) === "true"
      ? { offset: insecure.place.offset, length: 4, replacement: "false" }
      : undefined;
  return {
    verdict: "broken",
    place: switched ? insecure.place : place,
    path: switched ? [...exporter.path, "tls", "insecure"] : at,
    message: `${path.exit} sends ${signalOf(path)} to ${where} in plain text`,
    remedy: switched
      ? "Set tls.insecure to false, and tls.ca_file where the certificate is your own."
      : "Write the address with https://, or set up tls.",
    edit,
  };
}

function unchecked(
  path: GraphPath,
  exporter: Component,
): Partial<Judgement> & Pick<Judgement, "verdict"> {
  const option = descend(exporter.body, ["tls", "insecure_skip_verify"]) ?? exporter.body;
  const plain = option.kind === "scalar" && option.style === "plain" && option.source === "true";
  return {
    verdict: "broken",
    place: option.place,
    path: [...exporter.path, "tls", "insecure_skip_verify"],
    message: `${path.exit} accepts any certificate`,
    remedy:
      "Remove tls.insecure_skip_verify, and set tls.ca_file where the certificate is your own.",
    edit: plain ? { offset: option.place.offset, length: 4, replacement: "false" } : undefined,
  };
}

/** What others fetch is encrypted where a certificate is set, or offered to this machine alone. */
function judgeListener(
  subject: PolicySubject,
  path: GraphPath,
  exporter: Component,
  destinations: readonly Destination[],
): Judgement {
  const certificate = ["cert_file", "cert_pem"].some(
    (key) => descend(exporter.body, ["tls", key]) !== undefined,
  );
  const here = destinations.length > 0 && destinations.every(({ host }) => staysHere(host));
  if (certificate || here) return ofPath(subject, path, { verdict: "kept" });
  return ofPath(subject, path, {
    verdict: destinations.some(({ host }) => host === "unknown") ? "cannot-tell" : "broken",
    place: exporter.place,
    path: exporter.path,
    message: `${path.exit} offers ${signalOf(path)} in plain text`,
    remedy: "Set tls.cert_file and tls.key_file, or listen on localhost.",
  });
}
