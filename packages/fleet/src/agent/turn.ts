import type { InstanceUid } from "@fleethub/opamp";
import { linkWith, reportWith, stateWith } from "./copies.js";
import type {
  AgentEffect,
  AuditEffect,
  ReplyContent,
  ReplyEffect,
  SaveEffect,
  TimelineDetail,
  TimelineKind,
} from "./effects.js";
import type { Millis } from "./facts.js";
import type { AgentOutcome } from "./outcome.js";
import type { AgentSettings } from "./settings.js";
import type { AgentConnectionState, AgentState } from "./state.js";

/**
 * One event being reduced: the state as far as it is known, and what is to be done, collected in any order and
 * handed over in the one order that keeps every promise. It lives for one call.
 */
export class Turn {
  private history: AgentEffect[] = [];
  private identity: AgentEffect[] = [];
  private answer: ReplyEffect | null = null;
  private pushed: AgentEffect[] = [];
  private later: AgentEffect[] = [];
  private before: SaveEffect["before"] = "no";
  private reportMoved = false;
  private seen = false;
  private outcomeAtStart: AgentOutcome;

  constructor(
    public state: AgentState,
    readonly now: Millis,
    readonly freshId: InstanceUid,
    readonly settings: AgentSettings,
  ) {
    this.outcomeAtStart = state.outcome;
  }

  patch(change: Partial<AgentState>): void {
    this.state = stateWith(this.state, change);
  }

  /** The part of the report that people see changed; it is saved. */
  patchReport(change: Partial<AgentState["report"]>): void {
    this.patch({ report: reportWith(this.state.report, change) });
    this.reportMoved = true;
  }

  /** Only last-seen and seq moved. */
  saw(seq: bigint | null): void {
    this.patch({ report: reportWith(this.state.report, { seq, lastSeenAt: this.now }) });
    this.seen = true;
  }

  patchOutcome(change: Partial<AgentOutcome>): void {
    this.patch({ outcome: { ...this.state.outcome, ...change } });
  }

  /** The state came from the store as it is: it needs no saving. */
  load(state: AgentState): void {
    this.state = state;
    this.outcomeAtStart = state.outcome;
  }

  patchLink(change: Partial<AgentConnectionState>): void {
    if (this.state.link) this.patch({ link: linkWith(this.state.link, change) });
  }

  /** What people see changed without a new report. */
  showChanged(): void {
    this.reportMoved = true;
  }

  /** The outcome must be committed before this turn's messages leave. The stricter demand wins. */
  commitFirst(how: "yes" | "if-store-answers"): void {
    if (this.before !== "yes") this.before = how;
  }

  note(kind: TimelineKind, summary: string, detail: TimelineDetail = {}): void {
    this.history.push({ kind: "timeline", entry: { kind, summary, detail } });
  }

  audit(action: AuditEffect["action"], summary: string, detail: TimelineDetail): void {
    this.history.push({ kind: "audit", action, summary, detail });
  }

  identify(effect: Extract<AgentEffect, { kind: "reassign-uid" | "renamed" }>): void {
    this.identity.push(effect);
  }

  reply(connectionId: string, instanceUid: InstanceUid, content: ReplyContent): void {
    this.answer = { kind: "reply", connectionId, instanceUid, content };
  }

  push(content: ReplyContent): void {
    const { link, instanceUid } = this.state;
    if (!link) return;
    this.pushed.push({ kind: "push", connectionId: link.connectionId, instanceUid, content });
  }

  afterwards(effect: Extract<AgentEffect, { kind: "close" | "judge" | "wake" }>): void {
    this.later.push(effect);
  }

  /** History and identity first, then what is saved, then what is sent, then what comes later. */
  effects(): readonly AgentEffect[] {
    const saves: AgentEffect[] = [];
    if (this.state.outcome !== this.outcomeAtStart) {
      saves.push({ kind: "save", what: "outcome", before: this.before });
    }
    if (this.reportMoved) saves.push({ kind: "save", what: "report", before: "no" });
    else if (this.seen) saves.push({ kind: "touch" });
    return [
      ...this.history,
      ...this.identity,
      ...saves,
      ...(this.answer ? [this.answer] : []),
      ...this.pushed,
      ...this.later,
    ];
  }
}
