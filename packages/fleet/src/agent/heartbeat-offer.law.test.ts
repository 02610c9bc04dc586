import { agentCapabilities } from "@fleethub/opamp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FULL, intentOf, Scene, SUPERVISOR } from "../testing/scene.js";

const SEED = 20_261_123;
const CAPABLE = SUPERVISOR | agentCapabilities("AcceptsOpAMPConnectionSettings");
const REACHED = { hubUrl: "https://hub:4320", credentials: "c" };

const step = fc.oneof(
  fc.constant("heartbeat" as const),
  fc.constant("full" as const),
  fc.constant("socket" as const),
  fc.constant("anew" as const),
  fc.constant("others" as const),
  fc.constant("hub" as const),
  fc.constant("authority" as const),
  fc.constant("refuses" as const),
  fc.integer({ min: 1, max: 90_000 }),
);

test("S-08 S-12 whatever happens, the same interval, or another authority, is told a minute later at the earliest", () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 60 }),
      fc.constantFrom("websocket" as const, "http" as const),
      (steps, transport) => {
        const heartbeat = { seconds: 10, hubUrl: null };
        const by = (authority: string) => intentOf(null, { connection: { heartbeat, authority } });
        const scene = new Scene(by("0"));
        scene.capabilities = CAPABLE;
        scene.transport = transport;
        const toldAt: number[] = [];
        const note = () => {
          for (const effect of scene.effects) {
            if (effect.kind !== "reply" && effect.kind !== "push") continue;
            if (effect.content.connectionSettings !== undefined) toldAt.push(scene.now);
          }
        };
        const say = (parts = {}, more = {}) => {
          scene.seq += 1n;
          scene.give({ ...scene.event(parts), reached: REACHED, ...more });
          note();
        };
        say(FULL);
        for (const [index, what] of steps.entries()) {
          if (typeof what === "number") {
            const end = scene.now + what;
            while (scene.state.wakeAt !== null && scene.state.wakeAt <= end) {
              scene.now = scene.state.wakeAt;
              scene.give({ kind: "woken" });
              note();
            }
            scene.now = end;
          } else if (what === "hub") scene.restartHub(index % 2 === 0);
          else if (what === "authority") {
            scene.intent(by(`${index % 3}`));
            note();
          } else {
            if (what !== "heartbeat" && what !== "refuses" && transport === "websocket")
              scene.connectionId = `c${index}`;
            if (what === "anew") scene.seq = -1n;
            const isFull = what === "anew" || what === "full";
            const isLatest = what === "refuses";
            const status = isLatest ? ("failed" as const) : ("applied" as const);
            const connectionSettings = { isLatest, status, error: "" };
            say(isFull ? FULL : {}, what === "others" || isLatest ? { connectionSettings } : {});
          }
        }
        const gaps = toldAt.slice(1).map((at, index) => at - (toldAt[index] ?? 0));
        expect(toldAt.length).toBeGreaterThan(0);
        expect(Math.min(Number.POSITIVE_INFINITY, ...gaps)).toBeGreaterThan(
          scene.settings.settingsReconnectMs,
        );
      },
    ),
    { seed: SEED, numRuns: 400 },
  );
});
