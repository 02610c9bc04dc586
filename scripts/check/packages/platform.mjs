// That what @fleethub/opamp publishes beside `./node` runs where there is no Node, and can be typed there.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

const OF_NODE = /["']node:[\w/]+["']|reference types="node"|\bNodeJS\.|\bBuffer\b(?=[<;,)\s|[])/;
const IMPORT = /^(?:import|export)\b[^;]*?\bfrom "([^."][^"]*)";/gm;
const ALLOWED = /^@bufbuild\/protobuf(?:\/|$)/;

/** Throws with every file outside `dist/node` that names a module of Node or a package other than the protobuf runtime. */
export function checkPlatform(home) {
  const dist = join(home, "node_modules", "@fleethub", "opamp", "dist");
  const files = readdirSync(dist, { recursive: true })
    .filter((file) => /\.(?:js|d\.ts)$/.test(file) && !file.startsWith(`node${sep}`))
    .map((file) => join(dist, file));
  if (files.length === 0) throw new Error(`${dist} holds no modules`);
  const faults = files.flatMap((file) => {
    const code = readFileSync(file, "utf8").replaceAll(/^\s*(?:\/\*\*|\*|\/\/).*$/gm, "");
    const foreign = [...code.matchAll(IMPORT)].map(([, source]) => source);
    const wrong = foreign.filter((source) => !ALLOWED.test(source));
    const node = OF_NODE.exec(code)?.[0];
    return [...wrong, ...(node === undefined ? [] : [node])].map(
      (what) => `${relative(dist, file)} names ${what}`,
    );
  });
  if (faults.length > 0) throw new Error(`beside dist/node:\n${faults.join("\n")}`);
  console.log(`${files.length} modules and declarations of opamp need nothing of Node`);
}
