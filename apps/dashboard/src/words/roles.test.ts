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
      "Needs the role administrator for the whole fleet",
    );
    const beyond = decide(limited, "agents.write", {
      kind: "agent",
      facts: { labels: { squad: "core" }, enrolment: null, pinned: null },
    });
    expect(!beyond.allowed && deniedInWords(beyond)).toBe("Beyond what your role reaches");
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
