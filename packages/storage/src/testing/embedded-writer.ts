/** A process of its own that opens a directory and commits until it is killed: one line per acknowledged commit. */
import { openEmbeddedStorage } from "../embedded/open.js";

const [directory, template, prefix] = process.argv.slice(2);
if (directory === undefined || template === undefined || prefix === undefined) {
  throw new Error("Usage: embedded-writer DIRECTORY TEMPLATE PREFIX");
}
const { storage, problem } = await openEmbeddedStorage({ directory, owner: "writer", template });
if (problem !== undefined) {
  process.stdout.write(`${problem.message}\n`);
  process.exit(1);
}
for (let count = 0; ; count += 1) {
  const name = `${prefix}-${count}`;
  const result = await storage.store.commit({
    writes: [
      {
        kind: "add-configuration",
        configuration: {
          name,
          kind: "complete",
          description: "",
          latestRevision: 0,
          version: 1,
          createdAt: count,
          createdBy: "writer",
        },
      },
    ],
  });
  if (result.kind === "committed") process.stdout.write(`${name}\n`);
}
