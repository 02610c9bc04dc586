import { expect, test } from "vitest";
import {
  AGENT_CAPABILITY,
  SERVER_CAPABILITY,
  agentCapabilities,
  agentCapabilityNames,
  describeAgentCapabilities,
  hasCapability,
  serverCapabilities,
  serverCapabilityNames,
} from "./capabilities.js";
import { AgentCapabilities, ServerCapabilities } from "./gen/opamp/v1/opamp_pb.js";

test("the bits are those of the message definitions", () => {
  for (const [name, bit] of Object.entries(AGENT_CAPABILITY)) {
    expect(AgentCapabilities[Number(bit)]).toBe(`AgentCapabilities_${name}`);
  }
  for (const [name, bit] of Object.entries(SERVER_CAPABILITY)) {
    expect(ServerCapabilities[Number(bit)]).toBe(`ServerCapabilities_${name}`);
  }
});

test("names and bits are two writings of one set", () => {
  const bits = agentCapabilities("ReportsStatus", "AcceptsRemoteConfig", "ReportsRemoteConfig");
  expect(bits).toBe(0x1003n);
  expect(agentCapabilityNames(bits)).toEqual([
    "ReportsStatus",
    "AcceptsRemoteConfig",
    "ReportsRemoteConfig",
  ]);
  expect(hasCapability(bits, "AcceptsRemoteConfig")).toBe(true);
  expect(hasCapability(bits, "ReportsHealth")).toBe(false);
});

test("Q-12 a server always accepts status", () => {
  expect(serverCapabilities()).toBe(1n);
  expect(serverCapabilityNames(serverCapabilities("OffersRemoteConfig"))).toEqual([
    "AcceptsStatus",
    "OffersRemoteConfig",
  ]);
});

test("P-10 undefined bits are kept apart and do not disturb the defined ones", () => {
  const bits = AGENT_CAPABILITY.ReportsHealth | (1n << 63n);
  expect(agentCapabilityNames(bits)).toEqual(["ReportsHealth"]);
  expect(describeAgentCapabilities(bits)).toEqual([
    "reports its health",
    "sets undefined bits 0x8000000000000000",
  ]);
});
