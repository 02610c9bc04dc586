import { existsSync, readFileSync } from "node:fs";
import { it } from "vitest";
import { good } from "../real/configs.js";
import { addRevision, agentWhere, firstAgent, openHub, openSupervisor, pin, receives } from "../real/house.js";
import { freePort, pause } from "../real/wait.js";

it("kill", async () => {
  const hub = await openHub();
  const supervisor = openSupervisor(hub);
  const { uid } = await firstAgent(hub);
  const port = await freePort();
  await pin(hub, uid, "gateway", await addRevision(hub, "gateway", good(port)));
  await agentWhere(hub, uid, "is applying", (one) => one.config.acknowledged.status === "applying");
  const c = supervisor.collectors;
  await supervisor.kill();
  supervisor.start();
  const t0 = Date.now();
  for (let i = 0; i < 24; i++) {
    const ps = c.map((pid) => existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/stat`, "utf8").slice(0, 40) : "gone");
    console.log(Date.now() - t0, "orphans", ps.join(), "now", supervisor.collectors.join(), await receives(port), supervisor.agentLog.split("\n").filter(Boolean).at(-1)?.slice(-200));
    await pause(700);
  }
  console.log(readFileSync(`${supervisor.folder}/storage/effective.yaml`, "utf8"));
  console.log(supervisor.output.slice(-3000));
}, 120000);
