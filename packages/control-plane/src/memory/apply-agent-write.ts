import type { AgentRecord } from "../model.js";
import type { Write } from "../ports.js";
import type { MemoryState } from "./memory-state.js";
import type { UndoLog } from "./undo-log.js";
import { done, refused, type WriteResult } from "./write-result.js";

export type AgentWrite = Extract<
  Write,
  {
    readonly kind:
      | "add-agent"
      | "set-intent"
      | "set-outcome"
      | "set-report"
      | "touch"
      | "rename-uid"
      | "forget-agent"
      | "set-breaches"
      | "add-timeline";
  }
>;

const changed = (agent: AgentRecord) =>
  done({ kind: "agent.changed", id: agent.instanceUid, version: agent.version });

/** Writes that come behind are dropped, not refused, where their agent or their epoch is gone. */
export function applyAgentWrite(state: MemoryState, undo: UndoLog, write: AgentWrite): WriteResult {
  const { agents, uids } = state;
  const replace = (agent: AgentRecord) => {
    undo.set(agents, agent.id, agent);
    return changed(agent);
  };
  if (write.kind === "add-agent") {
    const { agent } = write;
    const taken = [agent.instanceUid, ...agent.formerUids].some((uid) => uids.has(uid));
    if (taken || agents.has(agent.id)) return refused(agent.id, "exists");
    for (const uid of [agent.instanceUid, ...agent.formerUids]) {
      undo.set(uids, uid, agent.id);
      undo.remove(state.givenUids, uid);
    }
    return replace(agent);
  }
  const agent = agents.get(write.id);
  switch (write.kind) {
    case "set-report":
      if (agent === undefined || agent.epoch !== write.epoch) return done();
      return replace({ ...agent, report: write.report, projection: write.projection });
    case "touch": {
      if (agent === undefined || agent.epoch !== write.epoch) return done();
      const { lastSeenAt, seq } = write;
      undo.set(agents, agent.id, { ...agent, report: { ...agent.report, lastSeenAt, seq } });
      return done();
    }
    case "set-breaches": {
      if (agent === undefined) return done();
      const { breaches, ifBody } = write;
      const body = agent.report.effective?.digest ?? null;
      if (ifBody !== undefined && ifBody !== body) return done();
      if (JSON.stringify(agent.breaches) === JSON.stringify(breaches)) return done();
      return replace({ ...agent, breaches });
    }
    case "add-timeline": {
      if (agent === undefined) return done();
      const known = state.timelines.get(agent.id) ?? [];
      const ids = new Set(known.map((entry) => entry.id));
      const fresh = write.entries.filter((entry) => !ids.has(entry.id));
      undo.set(state.timelines, agent.id, [...known, ...fresh]);
      return changed(agent);
    }
    default:
  }
  if (agent === undefined) return refused(write.id, "missing");
  switch (write.kind) {
    case "set-intent":
      if (agent.version !== write.expect) return refused(agent.id, "version");
      return replace({
        ...agent,
        givenName: write.givenName === undefined ? agent.givenName : write.givenName,
        labels: write.labels ?? agent.labels,
        admission: write.admission ?? agent.admission,
        enrolment: write.enrolment === undefined ? agent.enrolment : write.enrolment,
        access: write.access ?? agent.access,
        pin: write.pin === undefined ? agent.pin : write.pin,
        variables: write.variables ?? agent.variables,
        group: write.group === undefined ? agent.group : write.group,
        hold: write.hold === undefined ? agent.hold : write.hold,
        assignment: write.assignment === undefined ? agent.assignment : write.assignment,
        connection: write.connection === undefined ? agent.connection : write.connection,
        version: agent.version + 1,
      });
    case "set-outcome": {
      if (agent.outcomeVersion !== write.expect) return refused(agent.id, "version");
      const { outcome, projection } = write;
      return replace({ ...agent, outcome, projection, outcomeVersion: agent.outcomeVersion + 1 });
    }
    case "forget-agent":
      if (agent.version !== write.expect) return refused(agent.id, "version");
      undo.remove(agents, agent.id);
      undo.remove(state.timelines, agent.id);
      undo.remove(state.telemetry, agent.id);
      for (const uid of [agent.instanceUid, ...agent.formerUids]) undo.remove(uids, uid);
      for (const [uid, { id }] of state.givenUids)
        if (id === agent.id) undo.remove(state.givenUids, uid);
      return done({ kind: "agent.forgotten", id: agent.instanceUid, version: agent.version });
    case "rename-uid":
      return rename(state, undo, agent, write);
  }
}

function rename(
  state: MemoryState,
  undo: UndoLog,
  agent: AgentRecord,
  write: Extract<AgentWrite, { readonly kind: "rename-uid" }>,
): WriteResult {
  if (agent.instanceUid !== write.from) return refused(agent.id, "version");
  const holder = state.uids.get(write.to);
  if (holder !== undefined && holder !== agent.id) return refused(agent.id, "exists");
  const formerUids = [...agent.formerUids.filter((uid) => uid !== write.to), write.from];
  undo.set(state.uids, write.to, agent.id);
  undo.remove(state.givenUids, write.to);
  undo.set(state.agents, agent.id, { ...agent, instanceUid: write.to, formerUids });
  return done(
    { kind: "agent.renamed", id: write.from, version: agent.version },
    { kind: "agent.changed", id: write.to, version: agent.version },
  );
}
