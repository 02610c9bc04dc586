import { Command } from "commander";
import { vi } from "vitest";

/** What a command prints, and the code that it would end with. Rejects where it refuses. */
export async function runCommand(
  add: (program: Command) => void,
  words: readonly string[],
): Promise<{ readonly printed: string; readonly code: string | number | undefined }> {
  let printed = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  process.exitCode = 0;
  // The suites' own name for tools that must be there: no setting, so commands refuse it.
  const { FLEETHUB_REQUIRE: required } = process.env;
  delete process.env["FLEETHUB_REQUIRE"];
  const program = new Command().exitOverride();
  add(program);
  try {
    await program.parseAsync([...words], { from: "user" });
    return { printed, code: process.exitCode };
  } finally {
    spy.mockRestore();
    if (required !== undefined) process.env["FLEETHUB_REQUIRE"] = required;
    process.exitCode = 0;
  }
}
