import { decide, type Subject } from "@fleethub/fleet/access";
import { describe, expect, it } from "vitest";
import { deniedInWords, grantInWords, mostFirst } from "./roles";

const subject = (grants: Subject["grants"]): Subject => ({
  kind: "person",
  id: "1",
  name: "ada",
  grants,
});

describe("roles in words", () => {
  it("name the role that may", () => {
    const viewer = subject([{ role: "viewer", reach: null }]);
    const denied = decide(viewer, "agents.write");
    expect(!denied.allowed && deniedInWords(denied)).toBe("Needs the role operator");
  });

  it("say that a reach is not enough", () => {
    const limited = subject([{ role: "administrator", reach: "label.squad:edge" }]);
    const whole = decide(limited, "secrets.write");
    expect(!whole.allowed && deniedInWords(whole)).toBe(
      "Needs the role administrator for the whole fleet; yours reaches label.squad:edge",
    );
    const agent = {
      kind: "agent",
      facts: { labels: { squad: "core" }, enrolment: null, pinned: null },
    } as const;
    const beyond = decide(limited, "agents.write", agent);
    expect(!beyond.allowed && deniedInWords(beyond, agent.kind)).toBe(
      "Your role reaches label.squad:edge; this agent is outside",
    );
    const group = decide(limited, "groups.write", { kind: "selector", query: "name:*" });
    expect(!group.allowed && deniedInWords(group, "selector")).toBe(
      "Your role reaches label.squad:edge; this goes further",
    );
  });

  it("tell a grant in a line, the most first", () => {
    const grants = mostFirst([
      { role: "viewer", reach: null },
      { role: "operator", reach: "label.squad:edge" },
      { role: "operator", reach: null },
    ]);
    expect(grants.map(grantInWords)).toEqual([
      "Operator",
      "Operator of label.squad:edge",
      "Viewer",
    ]);
  });
});
