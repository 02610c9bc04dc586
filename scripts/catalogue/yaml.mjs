// The reader of YAML is a dependency of the package that the catalogue is for.
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../launch/run.mjs";

const { parse } = createRequire(join(root, "packages/collector-config/package.json"))("yaml");

/** The content of a YAML text as plain data. */
export const parseYaml = (text) => parse(text, { merge: true, uniqueKeys: false });
