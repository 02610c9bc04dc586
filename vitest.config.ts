import { defineConfig } from "vitest/config";
import projects from "./vitest.workspace.ts";

// Tests read every workspace package from its sources, so nothing has to be built first.
const conditions = ["@fleethub/source", "module", "node", "development|production"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What a test polls for comes when it comes; only a test that hangs runs into this.
    expect: { poll: { timeout: 25_000 } },
  },
});
