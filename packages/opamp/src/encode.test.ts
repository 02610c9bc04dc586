import { expect, test } from "vitest";
import { encodeOnce, encodeReplyHead } from "./encode.js";
import { parseInstanceUid } from "./instance-uid.js";
import { CommandType, ServerErrorResponseType, ServerToAgentSchema, create } from "./messages.js";
import { toHex } from "./testing/hex.js";

const parsed = parseInstanceUid("0192f0a0-b0c0-7d0e-8f00-112233445566");
if (!parsed.ok) throw new Error(parsed.problem.message);
const uid = parsed.value;
const HEAD = "0a100192f0a0b0c07d0e8f00112233445566";
const command = { type: CommandType.Restart };
const errorResponse = {
  type: ServerErrorResponseType.BadRequest,
  errorMessage: "bad",
};

test("a message for many is a head for each and one shared tail", () => {
  const offer = encodeOnce({ flags: 1n }, 7n);
  expect(offer.parts(uid).map((part) => toHex(part))).toEqual([HEAD, "30013807"]);
  expect(offer.parts(uid)[1]).toBe(offer.tail);
  expect(toHex(encodeReplyHead(uid))).toBe(HEAD);
});

test("Q-12 capabilities are in everything but an error", () => {
  expect(toHex(encodeOnce({}, 7n).tail)).toBe("3807");
  expect(toHex(encodeOnce({ command }, 7n).tail)).toBe("38074a00");
  expect(toHex(encodeOnce({ errorResponse }, 7n).tail)).toBe("120708011203626164");
});

test("a whole message lends its fields and stays as it is", () => {
  const whole = create(ServerToAgentSchema, {
    instanceUid: new Uint8Array(16),
    capabilities: 1n,
    flags: 1n,
  });
  expect(toHex(encodeOnce(whole, 7n).tail)).toBe("30013807");
  expect(whole.capabilities).toBe(1n);
  expect(whole.instanceUid).toHaveLength(16);
});

test("X-03 an error comes alone", () => {
  expect(() => encodeOnce({ errorResponse, flags: 1n }, 7n)).toThrow("error_response");
  expect(() => encodeOnce({ errorResponse, command }, 7n)).toThrow("error_response");
  expect(() => encodeOnce({ errorResponse, remoteConfig: {} }, 7n)).toThrow("error_response");
});

test("M-01 a command comes with capabilities alone", () => {
  expect(() => encodeOnce({ command, flags: 1n }, 7n)).toThrow("command");
  expect(() => encodeOnce({ command, agentIdentification: {} }, 7n)).toThrow("command");
});
