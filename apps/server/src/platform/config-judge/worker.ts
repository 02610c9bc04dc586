import { parentPort } from "node:worker_threads";
import { serveJudge } from "./protocol.js";
import { configDesk } from "./this-thread.js";

// The thread's whole work: judge what comes through the port.
if (parentPort !== null) serveJudge(parentPort, configDesk);
