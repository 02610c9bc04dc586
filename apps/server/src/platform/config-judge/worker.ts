import { parentPort } from "node:worker_threads";
import { configJudge } from "./config-judge.js";
import { serveJudge } from "./protocol.js";

// The thread's whole work: judge what comes through the port.
if (parentPort !== null) serveJudge(parentPort, configJudge);
