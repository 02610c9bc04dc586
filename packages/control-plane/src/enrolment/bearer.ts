import type { AgentId } from "@fleethub/fleet";
import { isSameHash } from "../accounts/wire-token.js";
import { toBase64Url } from "../base64.js";
import type { Ids } from "../ports.js";

/** HMAC-SHA-256 under the store's key for credentials of agents. */
export type Sign = (bytes: Uint8Array) => Uint8Array;

/** 32 hex digits of the agent, 8 of the credential; then 256 bits that follow from them under the store's key. */
const FORM = /^fhc_([0-9a-f]{40})_([A-Za-z0-9_-]{43})$/;

/** The agent's part of an id, in the places where a UUID has dashes. */
const AGENT_IN_ID = /^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/;

/** Id of a fresh credential of this agent. 32 random bits tell the few of one agent apart; they are no secret. */
export function newBearerId(agent: AgentId, ids: Ids): string {
  return `${agent.replaceAll("-", "")}${ids.uuidv7().slice(-8)}`;
}

/** The text of a bearer. It is kept nowhere: whoever has the store's key works it out again from the id. */
export function bearerText(id: string, sign: Sign): string {
  return `fhc_${id}_${secretOf(id, sign)}`;
}

/** The credential that a text is, and whose; null where this store never made it. */
export function readBearer(
  text: string,
  sign: Sign,
): { readonly id: string; readonly agent: AgentId } | null {
  const [, id, secret] = FORM.exec(text) ?? [];
  if (id === undefined || secret === undefined) return null;
  if (!isSameHash(secretOf(id, sign), secret)) return null;
  return { id, agent: id.replace(AGENT_IN_ID, "$1-$2-$3-$4-$5") as AgentId };
}

const encoder = new TextEncoder();

function secretOf(id: string, sign: Sign): string {
  return toBase64Url(sign(encoder.encode(`bearer ${id}`)));
}
