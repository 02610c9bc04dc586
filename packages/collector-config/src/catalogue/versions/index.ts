// Written by scripts/catalogue/generate.mjs: facts of the Collector's published modules.

export const VERSIONS: Readonly<Record<string, () => Promise<{ readonly PACKED: string }>>> = {
  "0.159.0": () => import("./v0-159-0.js"),
  "0.149.0": () => import("./v0-149-0.js"),
};
