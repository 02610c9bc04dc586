// What a program takes along when it imports a part of @fleethub/opamp: how large it is, and what must not be in it.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Above this much room a stated size says nothing about the true one. */
const HEADROOM_MAX = 0.12;

const MESSAGES = /@bufbuild\/protobuf|opamp\/dist\/gen\//;
const SERVER = /opamp\/dist\/server\//;
const AGENT = /opamp\/dist\/agent\//;
const NODE = /opamp\/dist\/node\//;
const NODE_SERVER = /opamp\/dist\/node\/(?:server|accept)/;
const NODE_AGENT = /opamp\/dist\/node\/(?:agent|package|proxy)/;
const EXTRAS = /opamp\/dist\/agent\/(?:packages\/|connection-settings\.js)/;

/** By the first column of the table: the program that is measured, and the modules that it must do without. */
const PROGRAMS = {
  "Instance UIDs": {
    code: `export { instanceUidToBytes, makeInstanceUid, parseInstanceUid } from "@fleethub/opamp";`,
    without: [MESSAGES, SERVER, AGENT, NODE],
  },
  "Codec, messages included": {
    code: `export {
      create, AgentToServerSchema, ServerToAgentSchema, scanAgentToServer, decodeAgentToServer,
      decodeServerToAgent, encodeAgentToServer, encodeServerToAgent, decodeFrame, encodeFrame,
    } from "@fleethub/opamp";`,
    without: [SERVER, AGENT, NODE],
  },
  "Server half": {
    code: `export { createOpampServer } from "@fleethub/opamp/server";`,
    without: [AGENT, NODE],
  },
  "Agent half in a browser": {
    code: `export { createAgent, standardSocket, webSocketTransport } from "@fleethub/opamp/agent";`,
    without: [SERVER, NODE, EXTRAS],
  },
  "Server on Node": {
    code: `export { attachOpamp } from "@fleethub/opamp/node";`,
    platform: "node",
    without: [AGENT, NODE_AGENT],
  },
  "Agent on Node": {
    code: `export { connectAgent } from "@fleethub/opamp/node";`,
    platform: "node",
    without: [SERVER, NODE_SERVER],
  },
};

/** Measures every program in a folder where the package is installed, against the table of its README. Throws with all faults. */
export async function checkSizes(home, readme) {
  const stated = statedSizes(readme);
  const faults = Object.keys(PROGRAMS)
    .filter((name) => !stated.has(name))
    .map((name) => `the README states no size of "${name}"`);
  for (const [name, max] of stated) {
    const program = PROGRAMS[name];
    if (program === undefined) {
      faults.push(`the README states the size of "${name}", which nothing measures`);
      continue;
    }
    const { bytes, modules } = await bundle(home, program);
    console.log(`${name}: ${bytes} of ${max} bytes, ${modules.length} modules`);
    if (bytes > max) faults.push(`"${name}" has ${bytes} bytes, more than the ${max} stated`);
    if (bytes * (1 + HEADROOM_MAX) < max)
      faults.push(`"${name}" has ${bytes} bytes, far less than the ${max} stated`);
    for (const unwanted of program.without)
      for (const module of modules.filter((path) => unwanted.test(path)))
        faults.push(`"${name}" takes ${module} along`);
  }
  if (faults.length > 0) throw new Error(`sizes of @fleethub/opamp:\n${faults.join("\n")}`);
}

/** Rows "| name | … | N,NNN |" of the section "Sizes". */
function statedSizes(readme) {
  const section = /^## Sizes$([\s\S]*?)^## /m.exec(readme)?.[1] ?? "";
  const rows = section.matchAll(/^\| ([^|]+?) +\|.*\| +([\d,]+) +\|$/gm);
  return new Map([...rows].map(([, name, size]) => [name, Number(size.replaceAll(",", ""))]));
}

/** A browser's program may need nothing of Node: the bundler refuses what it cannot find there. */
async function bundle(home, { code, platform = "browser" }) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir: home },
    absWorkingDir: home,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform,
    external: ["ws"],
    metafile: true,
    write: false,
    outfile: "bundle.js",
    logLevel: "silent",
  });
  const [output] = Object.values(metafile.outputs);
  const modules = Object.entries(output.inputs).filter(
    ([, { bytesInOutput }]) => bytesInOutput > 0,
  );
  return {
    bytes: gzipSync(outputFiles[0].contents, { level: 9 }).length,
    modules: modules.map(([path]) => path),
  };
}
