import { defineConfig } from "vitest/config";

/** Real processes on real ports: one file at a time, so that none starves the other. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ["@fleethub/source", "module", "node", "development|production"] },
  ssr: {
    resolve: { conditions: ["@fleethub/source", "module", "node", "development|production"] },
  },
  test: {
    name: "e2e",
    include: ["journeys/**/*.test.ts"],
    globalSetup: ["./real/setup.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
