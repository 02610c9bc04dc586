import { open } from "node:fs/promises";
import { resolve } from "node:path";
import type { AuditAnchor } from "@fleethub/control-plane";

/** What stands for standard output in the place of a file. */
export const STANDARD_OUTPUT = "-";

/**
 * Appends checkpoints to a file, each on the disk before it counts; `-` is standard output, for a log collector to
 * carry away.
 */
export function openAuditAnchor(file: string | null): AuditAnchor | undefined {
  if (file === null) return undefined;
  if (file === STANDARD_OUTPUT) {
    return {
      place: "standard output",
      write: (line) =>
        new Promise((done, fail) => {
          process.stdout.write(`${line}\n`, (error) => (error ? fail(error) : done()));
        }),
    };
  }
  const place = resolve(file);
  return {
    place,
    async write(line) {
      const handle = await open(place, "a", 0o600);
      try {
        await handle.appendFile(`${line}\n`);
        await handle.datasync();
      } finally {
        await handle.close();
      }
    },
  };
}
