import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Starts the thread. From sources (tests) Node needs a loader for TypeScript, and the condition by which
 * workspace packages name their sources.
 */
export function startWorker(options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith(".ts")) {
    return new Worker(new URL("./worker.js", import.meta.url), options);
  }
  // `resolve` answers with the CommonJS twin, which cannot register in a thread.
  const twin = createRequire(import.meta.url).resolve("tsx/esm/api");
  const loader = pathToFileURL(twin.replace(/\.cjs$/, ".mjs")).href;
  const entry = new URL("./worker.ts", import.meta.url).href;
  const code = `import(${JSON.stringify(loader)})
    .then(({ register }) => { register(); return import(${JSON.stringify(entry)}); });`;
  const execArgv = ["--conditions", "@fleethub/source"];
  return new Worker(code, { ...options, eval: true, execArgv });
}
