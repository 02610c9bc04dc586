import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import {
  type AgentToServer,
  AgentToServerSchema,
  create,
  type MessageInitShape,
  ServerToAgentSchema,
} from "../messages.js";
import { setUp, UID } from "../testing/agent-set-up.js";
import { FakeTime } from "../testing/fake-time.js";
import { type PostAnswer, httpTransport } from "./http.js";
import { THROTTLED_PAUSE_MS_DEFAULT } from "./retry-after.js";

/** An HTTP server in memory whose answers the test gives one by one. */
function setUpHttp() {
  const reports: AgentToServer[] = [];
  const headers: Readonly<Record<string, string>>[] = [];
  let settle: ((answer: PostAnswer) => void) | undefined;
  let fail: ((error: Error) => void) | undefined;
  let aborted = false;
  const transport = httpTransport({
    clock: new FakeTime(),
    post(body, sent) {
      reports.push(fromBinary(AgentToServerSchema, body));
      headers.push(sent);
      const answer = new Promise<PostAnswer>((resolve, reject) => {
        settle = resolve;
        fail = reject;
      });
      return {
        answer,
        abort: () => {
          aborted = true;
        },
      };
    },
  });
  const settled = () => new Promise<void>((resolve) => queueMicrotask(() => resolve()));
  const answer = async (init: MessageInitShape<typeof ServerToAgentSchema> = {}) => {
    const message = create(ServerToAgentSchema, init);
    settle?.({ status: 200, body: toBinary(ServerToAgentSchema, message) });
    await settled();
  };
  const refuse = async (status: number, retryAfter?: string) => {
    const body = new Uint8Array();
    settle?.({ status, body, ...(retryAfter !== undefined && { retryAfter }) });
    await settled();
  };
  const breakOff = async () => {
    fail?.(new Error("connection reset"));
    await settled();
  };
  const world = setUp({ transport });
  return {
    ...world,
    reports,
    headers,
    answer,
    refuse,
    breakOff,
    settled,
    wasAborted: () => aborted,
  };
}

test("one request at a time; what changed meanwhile follows in one message", async () => {
  const { agent, reports, headers, answer, settled, health } = setUpHttp();
  await settled();
  expect(headers[0]).toEqual({
    "content-type": "application/x-protobuf",
    "opamp-instance-uid": UID,
  });
  agent.report({ health: health(false) });
  agent.report({ effectiveConfig: true });
  expect(reports).toHaveLength(1);
  await answer();
  expect(reports).toHaveLength(2);
  expect(reports[1]?.health?.healthy).toBe(false);
  expect(reports[1]?.effectiveConfig).toBeDefined();
  expect(reports[1]?.sequenceNum).toBe(1n);
  await answer();
  expect(reports).toHaveLength(2);
});

test("the agent polls at its interval, and an answer may carry an offer", async () => {
  const { reports, answer, settled, time, seen } = setUpHttp();
  await settled();
  await answer();
  time.advance(30_000);
  expect(reports).toHaveLength(2);
  await answer({ remoteConfig: { configHash: new TextEncoder().encode("h") } });
  expect(seen.offers).toEqual(["h"]);
});

test("a poll is never switched off by an offer", async () => {
  const { reports, answer, settled, time } = setUpHttp();
  await settled();
  await answer({ connectionSettings: { opamp: { heartbeatIntervalSeconds: 0n } } });
  time.advance(30_000);
  expect(reports).toHaveLength(2);
});

test("a poller without interval is a mistake of the caller", () => {
  const transport = httpTransport({
    clock: new FakeTime(),
    post: () => ({ answer: Promise.reject(new Error("unused")), abort: () => undefined }),
  });
  expect(() => setUp({ transport, heartbeatIntervalMs: 0 })).toThrow("heartbeatIntervalMs");
});

test("T-23 503 waits for Retry-After and then sends the same message", async () => {
  const { reports, refuse, settled, time, seen } = setUpHttp();
  await settled();
  await refuse(503, "5");
  expect(seen.retries).toEqual([5_250]);
  time.advance(5_250);
  await settled();
  expect(reports).toHaveLength(2);
  expect(reports[1]).toEqual(reports[0]);
});

test("429 without a time waits thirty seconds", async () => {
  const { refuse, settled, seen } = setUpHttp();
  await settled();
  await refuse(429);
  expect(seen.retries).toEqual([THROTTLED_PAUSE_MS_DEFAULT + 250]);
});

test("a broken connection keeps the message", async () => {
  const { reports, breakOff, settled, time } = setUpHttp();
  await settled();
  await breakOff();
  time.advance(500);
  await settled();
  expect(reports[1]).toEqual(reports[0]);
});

test("a message that is too large is dropped and told", async () => {
  const { reports, refuse, settled, seen, time } = setUpHttp();
  await settled();
  await refuse(413);
  expect(seen.problems).toEqual(["message-refused"]);
  expect(reports).toHaveLength(1);
  time.advance(30_000);
  expect(reports[1]?.agentDescription).toBeUndefined();
});

test("stop waits for the answer under way, then says farewell", async () => {
  const { agent, reports, answer, settled } = setUpHttp();
  await settled();
  const stopped = agent.stop();
  expect(reports).toHaveLength(1);
  await answer();
  expect(reports[1]?.agentDisconnect).toBeDefined();
  await answer();
  await stopped;
  expect(agent.state).toBe("stopped");
});

test("stop gives up a request that is never answered", async () => {
  const { agent, settled, time, wasAborted } = setUpHttp();
  await settled();
  const stopped = agent.stop();
  time.advance(5_000);
  await stopped;
  expect(wasAborted()).toBe(true);
});

test("a request without an answer in time is given up, and its message kept", async () => {
  const time = new FakeTime();
  let aborts = 0;
  const transport = httpTransport({
    clock: time,
    schedule: time,
    answerTimeoutMs: 5_000,
    post: () => ({ answer: new Promise(() => undefined), abort: () => void (aborts += 1) }),
  });
  const { seen } = setUp({ transport });
  await Promise.resolve();
  time.advance(5_000);
  expect(aborts).toBe(1);
  expect(seen.retries).toEqual([500]);
});
