import { problem } from "@fleethub/api";
import {
  type AuditFilter,
  type AuditVisibility,
  type ControlPlane,
  parseAuditQuery,
} from "@fleethub/control-plane";
import { parseQuery } from "@fleethub/fleet/query";
import {
  presentAudit,
  presentChain,
  presentOpened,
  presentVerification,
} from "../present/audit.js";
import { answer, type Caller, type Handlers, refuse } from "./handler.js";
import { lineStream } from "./line-stream.js";

type Audit = Pick<
  Handlers,
  "listAudit" | "describeChain" | "verifyAudit" | "exportAudit" | "getAuditEntry"
>;

/** Agents that one `agent:` term stands for, at most. */
const AGENTS_NAMED_MAX = 200;

/** The record: who did what, whether it is whole, and a copy to keep. */
export function auditHandlers(plane: ControlPlane): Audit {
  const { auditDesk: desk } = plane;
  return {
    async listAudit({ query: { query: text, by, resource, limit, cursor } }, caller) {
      const parsed = parseAuditQuery(text, caller.now);
      if (!parsed.ok) {
        const { term, message, remedy } = parsed;
        const errors = [{ pointer: "?query", message, remedy }];
        return refuse(problem("invalid-query", `${term}: ${message} ${remedy}`, { errors }));
      }
      const { filter, agents } = parsed.query;
      const [kind = "", ...rest] = resource?.split(":") ?? [];
      const whole: AuditFilter = {
        ...filter,
        visibleTo: visibleTo(caller),
        ...(agents.length === 0 ? {} : { agents: await uidsOf(plane, agents, caller) }),
        ...(resource === undefined ? {} : { resource: { kind, id: rest.join(":") } }),
        ...(by === undefined ? {} : { actorKinds: by === "people" ? PEOPLE : ["hub"] }),
      };
      const page = await plane.audit.list(whole, { limit, cursor: cursor ?? null });
      return answer({ ...page, items: page.items.map(presentAudit) });
    },
    async describeChain() {
      return answer(presentChain(await desk.chain()));
    },
    async verifyAudit() {
      return answer(presentVerification(await desk.verify()));
    },
    async exportAudit({ query: { around } }) {
      return { kind: "stream", stream: lineStream(desk.lines(around)) };
    },
    async getAuditEntry({ params: { sequence } }, caller) {
      const opened = await plane.auditEntry(sequence, visibleTo(caller));
      if (opened !== null) return answer(presentOpened(opened));
      const detail = `There is no entry ${sequence} that you may see. It may have gone with retention; look for it in an export.`;
      return refuse(problem("unknown-audit-entry", detail));
    },
  };
}

const PEOPLE = ["operator", "token"] as const;

/** Plain data: the store may be on another thread. */
const visibleTo = ({ actor, scope }: Caller): AuditVisibility => ({ actor, scope });

/** Instance UIDs as they were written, and those of agents that go by a name. */
async function uidsOf(
  { agents }: ControlPlane,
  named: readonly string[],
  { now, scope }: Caller,
): Promise<readonly string[]> {
  const { query } = parseQuery(`name:${named.join(",")}`);
  if (query === undefined) return named;
  const page = await agents.list(
    { query, now, scope },
    { by: "name", descending: false },
    { limit: AGENTS_NAMED_MAX, cursor: null },
  );
  return [...named, ...page.items.map(({ instanceUid }) => instanceUid)];
}
