import { expect, test } from "vitest";
import {
  type AgentReport,
  AgentToServerSchema,
  create,
  encodeAgentToServer,
  instanceUidToBytes,
} from "../index.js";
import { type MessageInitShape, isInstanceUid } from "../index.js";
import { CAPABILITIES, UID_A, decodeReply, testServer } from "../testing/test-server.js";
import { fromHex } from "../testing/hex.js";
import type { AgentConnection, CustomMessageHandlers, ServerToAgentReply } from "./index.js";
import { routeCustomMessages } from "./index.js";

const PING = "io.example.ping";
const text = (value: string) => new TextEncoder().encode(value);
if (!isInstanceUid(UID_A)) throw new Error("no UID");
const UID = UID_A;

/** A server that routes custom messages, and one agent on a socket. */
function setUp(handlers: CustomMessageHandlers<undefined>, reply?: () => ServerToAgentReply) {
  const custom = routeCustomMessages<undefined>(handlers, { waitingMax: 2, agentsMax: 3 });
  const connections: AgentConnection<undefined>[] = [];
  const { open } = testServer({
    onReport: (report, connection) => {
      connections.push(connection);
      return custom.answer(report, connection, reply?.());
    },
  });
  const connect = () => {
    const { socket, connection } = open();
    const say = (fields: MessageInitShape<typeof AgentToServerSchema> = {}) => {
      const message = create(AgentToServerSchema, {
        ...fields,
        instanceUid: fields.instanceUid ?? instanceUidToBytes(UID),
      });
      connection.receive(new Uint8Array([0, ...encodeAgentToServer(message)]));
      return decodeReply(fromHex(socket.sent.at(-1) ?? ""));
    };
    return { say, socket, connection: () => connections.at(-1) as AgentConnection<undefined> };
  };
  return { custom, connect };
}

test("U-02 the server's capabilities are announced once per connection, and again when they change", () => {
  const { custom, connect } = setUp({ [PING]: { onMessage: () => undefined } });
  const { say } = connect();
  expect(say().customCapabilities?.capabilities).toEqual([PING]);
  expect(say().customCapabilities).toBeUndefined();
  custom.replace({ [PING]: { onMessage: () => undefined } });
  expect(say().customCapabilities).toBeUndefined();
  custom.replace({});
  expect(say().customCapabilities?.capabilities).toEqual([]);
  expect(say().customCapabilities).toBeUndefined();
  expect(connect().say().customCapabilities?.capabilities).toEqual([]);
});

test("U-02 a server without custom capabilities announces nothing", () => {
  expect(setUp({}).connect().say().customCapabilities).toBeUndefined();
});

test("U-02 M-01 X-03 a command goes alone; what is owed waits for the next answer", () => {
  const replies: ServerToAgentReply[] = [{ command: { type: 0 } }];
  const { connect } = setUp({ [PING]: { onMessage: () => undefined } }, () => replies.shift());
  const { say } = connect();
  expect(say()).toMatchObject({ command: { type: 0 }, capabilities: CAPABILITIES });
  expect(say().customCapabilities?.capabilities).toEqual([PING]);
});

test("U-01 what an agent declares replaces what it declared before, and stands over reconnects", () => {
  const { custom, connect } = setUp({});
  const first = connect();
  first.say({ customCapabilities: { capabilities: ["a", "b"] } });
  first.say();
  expect(custom.declaredBy(UID)).toEqual(["a", "b"]);
  connect().say({ customCapabilities: { capabilities: ["c"] } });
  expect(custom.declaredBy(UID)).toEqual(["c"]);
  custom.forget(UID);
  expect(custom.declaredBy(UID)).toEqual([]);
});

test("U-03 a message of a capability that the agent did not declare is not sent", () => {
  const { custom, connect } = setUp({});
  const { say, socket, connection } = connect();
  say({ customCapabilities: { capabilities: [PING] } });
  const content = { type: "ping", data: text("1") };
  expect(custom.send(connection(), UID, "io.example.other", content)).toBe("not-declared");
  expect(socket.sent).toHaveLength(1);
  expect(custom.send(connection(), UID, PING, content)).toBe("sent");
  const sent = decodeReply(fromHex(socket.sent.at(-1) ?? ""));
  expect(sent.customMessage).toMatchObject({ capability: PING, ...content });
});

test("a message that no socket takes waits for answers, in its order and bounded", () => {
  const { custom, connect } = setUp({});
  const { say, connection } = connect();
  say({ customCapabilities: { capabilities: [PING] } });
  const poller: AgentConnection<undefined> = {
    ...connection(),
    id: connection().id,
    push: () => false,
  };
  const send = (type: string) => custom.send(poller, UID, PING, { type, data: text(type) });
  expect([send("1"), send("2"), send("3")]).toEqual(["waiting", "waiting", "too-many-waiting"]);
  expect([say(), say(), say()].map(({ customMessage }) => customMessage?.type)).toEqual([
    "1",
    "2",
    undefined,
  ]);
});

test("U-04 messages reach the handler of their capability, others are acknowledged", async () => {
  const seen: [string, string, string][] = [];
  const { connect } = setUp({
    [PING]: {
      onMessage: ({ type, data }, report: AgentReport) => {
        seen.push([type, new TextDecoder().decode(data), report.instanceUid]);
        return type === "ping" ? Promise.resolve({ type: "pong", data }) : undefined;
      },
    },
  });
  const { say, socket } = connect();
  const { errorResponse, customMessage } = say({
    customCapabilities: { capabilities: [PING] },
    customMessage: { capability: "io.example.unknown", type: "ping", data: text("1") },
  });
  expect([errorResponse, customMessage, seen.length]).toEqual([undefined, undefined, 0]);
  say({ customMessage: { capability: PING, type: "of no meaning", data: text("2") } });
  say({ customMessage: { capability: PING, type: "ping", data: text("3") } });
  await Promise.resolve();
  await Promise.resolve();
  expect(seen).toEqual([
    ["of no meaning", "2", UID],
    ["ping", "3", UID],
  ]);
  expect(decodeReply(fromHex(socket.sent.at(-1) ?? "")).customMessage).toMatchObject({
    capability: PING,
    type: "pong",
  });
});

test("a handler that throws is answered as a failure of the server", () => {
  const { connect } = setUp({
    [PING]: {
      onMessage() {
        throw new Error("no disk");
      },
    },
  });
  const answer = connect().say({ customMessage: { capability: PING } });
  expect(answer.errorResponse?.type).toBe(0);
});

test("agents are remembered up to a limit, and limits are positive whole numbers", () => {
  const { custom, connect } = setUp({});
  const { say } = connect();
  for (let index = 0; index < 5; index += 1) {
    say({
      instanceUid: new Uint8Array(16).fill(index),
      customCapabilities: { capabilities: [String(index)] },
    });
  }
  const uids = [0, 1, 2, 3, 4].map((index) => {
    const uid = instanceUidOf(index);
    return custom.declaredBy(uid).length;
  });
  expect(uids).toEqual([0, 0, 1, 1, 1]);
  expect(() => routeCustomMessages({}, { agentsMax: 0 })).toThrow(/agentsMax/);
});

function instanceUidOf(fill: number) {
  const hex = fill.toString(16).padStart(2, "0").repeat(16);
  const uid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  if (!isInstanceUid(uid)) throw new Error(uid);
  return uid;
}
