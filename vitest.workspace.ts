import { existsSync } from "node:fs";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** One vitest project per package and app; a project's own `vitest.project.ts` may add to it. */
const roots = ["packages", "apps"].flatMap((folder) =>
  readdirSync(join(import.meta.dirname, folder))
    .map((name) => ({ name, root: `${folder}/${name}` }))
    .filter(({ root }) => existsSync(join(import.meta.dirname, root, "package.json"))),
);

/** Tests leave nothing behind in the modules that they import, so the files of a worker share those. */
const isolate = false;

const include = ["src/**/*.test.ts", "src/**/*.test.tsx", "test/**/*.test.ts"];

export default [
  ...roots.map(({ name, root }) => ({
    extends: true as const,
    root,
    test: { name, include, isolate },
  })),
  {
    extends: true as const,
    root: "scripts",
    test: { name: "scripts", include: ["**/*.test.mjs"], isolate },
  },
];
