import { defineConfig } from "vitest/config";
import projects from "./vitest.workspace.ts";

// Tests read every workspace package from its sources, so nothing has to be built first.
const conditions = ["@fleethub/source", "module", "node", "development|production"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects,
    // Only a test that hangs runs into these: how long one takes on a machine with other work to do says nothing.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
