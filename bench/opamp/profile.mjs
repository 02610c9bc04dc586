// What a processor profile of Node says: node opamp/profile.mjs FILE.cpuprofile [ROWS]
import { readFileSync } from "node:fs";

const [, , path, rows = "20"] = process.argv;
const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path, "utf8"));
const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
const times = new Map();
let total = 0;
samples.forEach((id, index) => {
  const name = names.get(id);
  if (name === "(idle)") return;
  times.set(name, (times.get(name) ?? 0) + timeDeltas[index]);
  total += timeDeltas[index];
});
const sorted = [...times].sort(([, a], [, b]) => b - a).slice(0, Number(rows));
console.log("| function | share of the time it was not idle |\n| --- | ---: |");
for (const [name, time] of sorted)
  console.log(`| ${name} | ${((100 * time) / total).toFixed(1)} % |`);

function nameOf({ functionName, url, lineNumber }) {
  const file = url.split("/").slice(-2).join("/");
  return `${functionName || "(anonymous)"}${file ? ` ${file}:${lineNumber + 1}` : ""}`;
}
