// The walls of the house, as drawn in the README: arrows point at what is imported.
const layers = {
  opamp: [],
  fleet: ["opamp"],
  "collector-config": [],
  "control-plane": ["opamp", "fleet", "collector-config"],
  api: [],
  storage: ["control-plane", "fleet"],
};
const tests = "\\.(test|spec|bench)\\.tsx?$|/testing/|/test/";

const walls = Object.entries(layers).map(([name, allowed]) => ({
  name: `${name}-imports-only-below`,
  comment: `packages/${name} may import ${allowed.join(", ") || "no package of the house"}.`,
  severity: "error",
  from: { path: `^packages/${name}/`, pathNot: tests },
  to: { path: "^(packages|apps)/", pathNot: `^packages/(${[name, ...allowed].join("|")})/` },
}));

module.exports = {
  forbidden: [
    ...walls,
    {
      name: "packages-never-import-apps",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^apps/" },
    },
    {
      name: "deciding-packages-touch-no-platform",
      comment:
        "Clock, randomness, files and sockets are passed in; only opamp's ./node is a shell.",
      severity: "error",
      from: {
        path: "^packages/(opamp|fleet|collector-config|control-plane|api)/src/",
        pathNot: [tests, "^packages/opamp/src/node/"],
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "opamp-shell-stays-outside",
      comment: "The codec and both halves run in a browser; they never reach into ./node.",
      severity: "error",
      from: { path: "^packages/opamp/src/", pathNot: [tests, "^packages/opamp/src/node/"] },
      to: { path: "^packages/opamp/src/node/" },
    },
    {
      name: "expressions-alone-evaluate",
      comment:
        "The evaluator of expressions is loaded by who asks for ./expressions, and by nobody else.",
      severity: "error",
      from: { path: "^packages/collector-config/src/", pathNot: [tests, "/src/expressions/"] },
      to: { path: ["@bufbuild", "^packages/collector-config/src/expressions/"] },
    },
    {
      name: "dashboard-talks-http-only",
      comment:
        "The console knows the contract, the query language and what a config means; nothing else.",
      severity: "error",
      from: { path: "^apps/dashboard/", pathNot: tests },
      to: {
        path: "^(packages|apps)/",
        pathNot: "^(apps/dashboard|packages/(api|fleet|collector-config))/",
      },
    },
    {
      name: "dashboard-has-no-protobuf",
      severity: "error",
      from: { path: "^apps/dashboard/", pathNot: tests },
      to: { path: ["@bufbuild", "^packages/fleet/src/(agent|index)"] },
    },
    {
      name: "query-and-access-need-no-protobuf",
      comment: "The console asks both in the browser.",
      severity: "error",
      from: { path: "^packages/fleet/src/(query|access)/", pathNot: tests },
      to: { path: ["^packages/opamp/", "@bufbuild", "^packages/fleet/src/(?!query/|access/)"] },
    },
    {
      name: "simulator-imports-opamp-only",
      severity: "error",
      from: { path: "^apps/simulator/", pathNot: tests },
      to: { path: "^(packages|apps)/", pathNot: "^(apps/simulator|packages/opamp)/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "nothing-undeclared",
      severity: "error",
      from: { path: "^(packages|apps)/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|out|\\.next|node_modules)/|/src/gen/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@fleethub/source", "import", "types", "default"],
    },
  },
};
