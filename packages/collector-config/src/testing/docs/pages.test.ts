import { expect, test } from "vitest";
import { checkConfig } from "../../findings/check-config.js";
import { RULES } from "../../findings/rules.js";
import { READING_FAULTS } from "./reading-faults.js";

test.each(READING_FAULTS.map((fault) => [fault.code, fault] as const))(
  "%s: its page tells the truth",
  (code, { bad, severity, settings }) => {
    expect(RULES.map((rule) => rule.code)).not.toContain(code);
    if (bad === undefined) return;
    expect(checkConfig(bad, settings).findings).toContainEqual(
      expect.objectContaining({ code, severity }),
    );
  },
);
