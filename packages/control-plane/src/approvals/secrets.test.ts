import { inspect } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import type { ApprovalRecord } from "../model.js";
import { valuePurpose } from "../secrets/secret-values.js";
import { GOOD } from "../testing/configs.js";
import { make } from "../testing/fleet.js";
import {
  approve,
  ask,
  callOf,
  GRACE,
  knows,
  openGuarded,
  storedAgent,
} from "../testing/four-eyes.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import { TEST_HUB_KEY } from "../testing/test-hub-key.js";

const BOSS = callOf("boss", "administrator");
const TEXT = GOOD.replace("debug: {}", "debug:\n        verbosity: ${fleethub:secret/level}");
const secret = { name: "level", reach: null, description: "" } as const;
const [FIRST, SECOND] = ["marker-first-value", "marker-second-value"];

describe("a secret that members of a protected group run with", () => {
  let hub: TestHub;
  const change = { ...secret, value: SECOND };
  const stored = async ({ id }: ApprovalRecord) => {
    const record = await hub.storage.approvals.get(id);
    if (record === null) throw new Error("There is no such request.");
    return record;
  };
  const valueInForce = async () => {
    const record = await hub.storage.secrets.get("level");
    const values = await hub.storage.secrets.values();
    const found = values.find(({ id }) => id === record?.value);
    if (found === undefined || TEST_HUB_KEY.kind === "none") throw new Error("There is no value.");
    const opened = TEST_HUB_KEY.seal.open(valuePurpose("level", found.id), found.sealed);
    return new TextDecoder().decode(opened ?? new Uint8Array());
  };

  beforeEach(async () => {
    hub = await openHub({ hubKey: TEST_HUB_KEY });
    const member = storedAgent({ env: "prod" });
    await openGuarded(hub, [member]);
    await knows(hub, BOSS);
    await make(hub.plane.run("create-secret", CALL, { ...secret, value: FIRST }));
    await make(hub.plane.run("create-revision", CALL, { name: "edge", content: TEXT }));
    const pin = { uid: member.instanceUid, configuration: "edge", revision: 3 };
    await make(approve(hub, await ask(hub, "pin", pin)));
  });

  it("gets another value by approval, and nobody reads it before or after", async () => {
    expect(await hub.plane.run("change-secret", BOSS, change)).toMatchObject({
      code: "approval-required",
      approval: { groups: ["prod"], reasons: [expect.stringContaining("1 agent of prod")] },
    });
    const asked = { verb: "change-secret", input: change, asked: change, message: "It leaked" };
    const request = (await make(hub.plane.run("request-approval", BOSS, asked))).value;
    expect(request).toMatchObject({
      title: "Exchange the value of the secret level",
      detail: { input: secret, asked: secret },
    });
    const seen = await hub.plane.approvalViews.get(GRACE.subject, request.id);
    const audit = await hub.storage.audit.list({ text: "" }, { limit: 100, cursor: null });
    const kept = [await stored(request), seen, audit];
    expect(inspect(kept, { depth: 20, maxStringLength: null })).not.toContain("marker");
    expect((await stored(request)).sealedValue).not.toBeNull();
    expect(await valueInForce()).toBe(FIRST);
    expect((await make(approve(hub, request))).value.kind).toBe("done");
    expect(await valueInForce()).toBe(SECOND);
    expect((await stored(request)).sealedValue).toBeNull();
  });

  it("is approved as what was looked at: another value has another hash, and asks again", async () => {
    const request = await ask(hub, "change-secret", change, BOSS);
    const other = await ask(hub, "change-secret", { ...secret, value: `${SECOND}s` }, BOSS);
    expect(other.hash).not.toBe(request.hash);
    expect((await make(approve(hub, other))).value.kind).toBe("done");
    const late = await make(approve(hub, request));
    expect(late.value).toMatchObject({ kind: "changed", request: { outcome: null } });
    expect((await make(approve(hub, late.value.request))).value.kind).toBe("done");
    expect(await valueInForce()).toBe(SECOND);
  });

  it("keeps no value of a request that has ended", async () => {
    const rejected = await ask(hub, "change-secret", change, BOSS);
    const expired = await ask(hub, "change-secret", change, BOSS);
    const broken = await ask(hub, "change-secret", change, BOSS);
    const no = { request: rejected.id, text: "Not now" };
    await make(hub.plane.run("reject-request", GRACE, no));
    const glass = { request: broken.id, text: "It burns" };
    expect((await make(hub.plane.run("break-glass", BOSS, glass))).value.kind).toBe("done");
    expect(await hub.storage.retention.trimApprovals(expired.expiresAt - 1, null)).toBe(0);
    expect(await hub.storage.retention.trimApprovals(expired.expiresAt, null)).toBe(1);
    for (const each of [rejected, expired, broken]) {
      expect((await stored(each)).sealedValue).toBeNull();
    }
    expect(await valueInForce()).toBe(SECOND);
  });

  it("is not approved by a hub that cannot open what was asked", async () => {
    const request = await ask(hub, "change-secret", change, BOSS);
    const { storage, time } = hub;
    const keyless = await openHub({ storage, time });
    expect(await approve(keyless, request)).toMatchObject({ code: "no-hub-key" });
    expect((await stored(request)).sealedValue).not.toBeNull();
  });
});
