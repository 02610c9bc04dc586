import { expect, it } from "vitest";
import { sampleAudit } from "../contract/samples.js";
import type { AuditEntry } from "../model.js";
import { revisionsIn } from "./revisions-in.js";

const pin = (configuration: string, revision: number) => ({
  pin: { kind: "revision", configuration, revision, forced: false },
});

const targets = [{ configuration: "edge", revision: 13 }];

it.each<[string, Partial<AuditEntry>, ReturnType<typeof revisionsIn>]>([
  ["a first revision", { resource: { kind: "revision", id: "edge/1" } }, revision(null, 1)],
  ["a revision", { resource: { kind: "revision", id: "edge/7" } }, revision(6, 7)],
  ["no number", { resource: { kind: "revision", id: "edge" } }, null],
  ["a pin", { before: { pin: null }, after: pin("edge", 3) }, revision(null, 3)],
  ["another pin", { before: pin("edge", 2), after: pin("edge", 3) }, revision(2, 3)],
  ["another configuration", { before: pin("gpu", 2), after: pin("edge", 3) }, revision(null, 3)],
  ["a hand-back", { before: pin("gpu", 2), after: { pin: { kind: "local" } } }, null],
  ["a rollout", { after: { title: "edge r12 to r13", targets } }, revision(12, 13)],
  ["a rollout of another title", { after: { title: "Friday", targets } }, revision(null, 13)],
  ["several targets", { after: { targets: [...targets, ...targets] } }, null],
  ["labels", { before: { labels: {} }, after: { labels: { env: "prod" } } }, null],
  ["a text", { after: "anything" }, null],
])("%s", (_what, over, expected) => {
  expect(revisionsIn(sampleAudit(over))).toEqual(expected);
});

function revision(from: number | null, to: number) {
  return { configuration: "edge", from, to };
}
