import { defineConfig } from "vitest/config";

const conditions = ["@fleethub/source", "module", "node", "development|production"];

interface ProjectOptions {
  readonly setups?: readonly string[];
  readonly retry?: number;
}

/** Real processes on real ports: one file at a time, so that none starves the other. */
const project = (name: string, { setups = [], retry = 1 }: ProjectOptions = {}) => ({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name,
    include: [`${name}/**/*.test.ts`],
    globalSetup: ["./real/setup.ts", ...setups],
    testTimeout: 240_000,
    // A supervisor may blame the death of one Collector on the config that it applies in the same moment, which no
    // hub can tell from a failure of that config. Seen once in hundreds of journeys; a second one in a row is ours.
    retry,
    hookTimeout: 240_000,
  },
});

export default defineConfig({
  test: {
    projects: [
      project("journeys"),
      project("browser"),
      project("interop", { setups: ["./interop/setup.ts"], retry: 0 }),
    ],
    fileParallelism: false,
  },
});
