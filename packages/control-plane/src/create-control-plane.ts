import { type Millis, ROTATION_TIMES } from "@fleethub/fleet";
import { type OpampHandler, unavailable } from "@fleethub/opamp/server";
import { HUB_SUBJECT } from "@fleethub/fleet/access";
import { readingScope } from "./access/reading-scope.js";
import { perform } from "./agents/act.js";
import { viewAgent } from "./agents/agent-view.js";
import { componentList, effectiveText, healthTree } from "./agents/body-views.js";
import { createCounters } from "./agents/counters.js";
import { resolveDesired, resolveIntent } from "./agents/desired.js";
import { hashOf } from "./verbs/change-intent.js";
import { lineOrigins } from "./agents/line-origins.js";
import { type FeedFollower, followFeed } from "./agents/follow-feed.js";
import { tellAll } from "./agents/hub-listener.js";
import { inOrder } from "./agents/lane.js";
import { hubActor } from "./agents/note-effects.js";
import { CONTROL_PLANE_SETTINGS } from "./agents/settings.js";
import { keepLease, type KeptLease } from "./agents/keep-lease.js";
import { startRetention } from "./agents/start-retention.js";
import { stateAtRest } from "./agents/state-at-rest.js";
import { startSweep } from "./agents/sweep.js";
import { type Assembly, assemble } from "./assemble.js";
import { titleOf } from "./approvals/title.js";
import { createApprovalViews } from "./approvals/views.js";
import type { ControlPlane, ControlPlaneDeps } from "./control-plane.js";
import { viewCredentials, viewTokens } from "./enrolment/views.js";
import { createGroupViews } from "./groups/create-views.js";
import { createAuditDesk } from "./audit/desk.js";
import { openEntry } from "./audit/opened.js";
import { createGroupBoard, noticingGroups } from "./groups/group-board.js";
import type { AgentRecord, EnrolmentTokenRecord, Scope } from "./model.js";
import { type ReadyPolicy, readyPolicies } from "./policies/policy-set.js";
import { createRolloutViews } from "./rollouts/create-rollout-views.js";
import { RolloutLoop } from "./rollouts/loop.js";
import type { RolloutViews } from "./rollouts/views.js";
import { NO_HUB_KEY } from "./secrets/hub-key.js";
import { createSecretBoard, noticingSecrets } from "./secrets/secret-board.js";
import { createSecretValues } from "./secrets/secret-values.js";
import { createSecretViews } from "./secrets/secret-views.js";
import { rememberedReads } from "./verbs/remembered-reads.js";
import { rememberedVerdicts } from "./verbs/remembered-verdicts.js";
import { planRequested, planVerb, previewVerb, runVerb } from "./verbs/run.js";
import { isReadOnly, type VerbName, VERBS } from "./verbs/table.js";
import type { Act, VerbCall, VerbContext } from "./verbs/verb.js";

/** Verbs about these may start or steer a rollout, which the loop must not race. */
const STEERS: ReadonlySet<string> = new Set(["rollout", "approval"]);

/** A control plane over these parts. It takes no reports and runs no verbs before `start` has resolved. */
export function createControlPlane(deps: ControlPlaneDeps): ControlPlane {
  const { clock, schedule, logger } = deps;
  const groups = createGroupBoard(deps.storage.groups);
  const secrets = createSecretBoard(deps.storage.secrets);
  const hubKey = deps.hubKey ?? NO_HUB_KEY;
  const values = createSecretValues(deps.storage.secrets, hubKey, logger);
  const store = noticingSecrets(noticingGroups(deps.storage.store, groups), secrets);
  const storage = { ...deps.storage, store };
  const counters = createCounters();
  const desiredHash = async (agent: AgentRecord) =>
    hashOf(await resolveDesired(agent, parts().sources));
  const auditDesk = createAuditDesk({
    ...deps,
    desiredHash,
    storage,
    hubKey,
    signatures: deps.signatures ?? null,
    anchor: deps.auditAnchor ?? null,
    settings: deps.auditSettings ?? {},
  });
  let running: Assembly | null = null;
  let upSince: Millis = 0;
  let stopSweep = () => {};
  let stopRetention = () => {};
  let follower: FeedFollower | null = null;
  let lease: KeptLease | null = null;
  let loop: RolloutLoop | null = null;
  let rolloutViews: RolloutViews | null = null;

  /** Others have a turn. */
  const breathe = () =>
    new Promise<void>((resolve) => {
      schedule.after(0, resolve);
    });

  const parts = (): Assembly => {
    if (running === null) throw new Error("The control plane was not started.");
    return running;
  };

  /** Once another hub took the agent, what is in memory here is what was. */
  const heldHere = (record: AgentRecord) => {
    const live = running?.roster.byId(record.id);
    return live === undefined || record.epoch > live.epoch ? undefined : live;
  };

  const newest = (record: AgentRecord): AgentRecord => {
    const live = heldHere(record);
    return live === undefined ? record : { ...record, report: live.state.report };
  };

  const contextOf = (call: Omit<VerbCall, "now">): VerbContext => {
    const { judgements, sources, hashConfig, roster, verdicts, settings } = parts();
    const configurations = rememberedReads(storage.configurations);
    // A plan decides on groups as they are now; what is remembered may be a moment old.
    const asRead = createGroupBoard(storage.groups);
    const secretsAsRead = createSecretBoard(storage.secrets);
    let policies: Promise<readonly ReadyPolicy[]> | null = null;
    return {
      actor: call.actor,
      subject: call.subject,
      scope: readingScope(call.subject),
      now: clock.now(),
      storage: { ...storage, configurations },
      judge: deps.judge,
      judgements,
      sources: { ...sources, configurations, groups: asRead, secrets: secretsAsRead },
      groups: asRead,
      directLimit: settings.directLimit,
      approvalLifetimeMs: settings.approvalLifetimeMs,
      planAllowed: planRequested,
      titleOf,
      breathe,
      upSince,
      policies: () => (policies ??= storage.policies.list().then(readyPolicies)),
      verdicts,
      verdictOf: rememberedVerdicts(deps.judge),
      digest: deps.digest,
      hubKey,
      hashConfig,
      ids: deps.ids,
      random: deps.random,
      credentialLifetimeMs: { ...ROTATION_TIMES, ...deps.credentialTimes }.lifetimeMs,
      live: {
        newest,
        isConnected: (id) => (roster.byId(id)?.state.link ?? null) !== null,
      },
      watchedRollout: (id) => loop?.watched(id) ?? null,
    };
  };

  /** Ends when every act is done that was begun. */
  let acting: Promise<void> = Promise.resolve();
  const act = (acts: readonly Act[]): Promise<void> => {
    const { roster, performer, reload, lose } = parts();
    const done = perform({ roster, performer, reload, lose, logger }, acts);
    acting = Promise.all([acting, done]).then(() => {});
    return done;
  };

  /** Verbs decide on what is committed; what waits behind goes first. Those that only read need not wait for it. */
  const caughtUp = async (name: VerbName): Promise<void> => {
    const { writer } = parts();
    if (!isReadOnly(name)) await writer.flushOutcomes();
  };

  const found = async (uid: string, scope: Scope) => {
    const record = await storage.agents.get(uid, scope);
    if (record === null) return null;
    return { record: newest(record), live: heldHere(record) };
  };

  const handler: OpampHandler<unknown> = {
    onReport(report, connection) {
      if (running !== null) return running.handler.onReport(report, connection);
      const { unavailableRetryMs } = { ...CONTROL_PLANE_SETTINGS, ...deps.settings };
      return unavailable("The hub is starting.", unavailableRetryMs);
    },
    onDisconnected(connection, uid, reason) {
      running?.handler.onDisconnected?.(connection, uid, reason);
    },
  };

  const viewsOfTokens = (tokens: readonly EnrolmentTokenRecord[]) => {
    const used = tokens.map((token) => running?.enrolment.tokens.withLastUse(token) ?? token);
    return viewTokens(storage.enrolment, used, clock.now());
  };

  const viewsOfRollouts = (): RolloutViews => {
    const { sources, agentSettings } = parts();
    const watched = (id: string) => loop?.watched(id) ?? null;
    return (rolloutViews ??= createRolloutViews({
      storage,
      sources,
      clock,
      schedule,
      agentSettings,
      upSince,
      watched,
      newest,
    }));
  };

  return {
    handler,
    agents: storage.agents,
    configurations: storage.configurations,
    policies: storage.policies,
    approvalViews: createApprovalViews({ storage, clock }),
    secretViews: createSecretViews(storage, clock),
    groupViews: createGroupViews({ storage, clock }),
    get policyViews() {
      return parts().policyViews;
    },
    rollouts: storage.rollouts,
    get rolloutViews() {
      return viewsOfRollouts();
    },
    get telemetry() {
      return parts().desk;
    },
    enrolment: storage.enrolment,
    identify: (presented) => running?.enrolment.door.identify(presented) ?? { kind: "away" },
    async enrolmentTokens() {
      return viewsOfTokens(await storage.enrolment.list());
    },
    async enrolmentToken(name) {
      const token = await storage.enrolment.get(name);
      if (token === null) return null;
      const [view] = await viewsOfTokens([token]);
      return view ?? null;
    },
    companionToken: (isNeeded) => parts().enrolment.companions(isNeeded),
    async credentials(uid, scope) {
      const agent = await found(uid, scope);
      if (agent === null) return null;
      const { record, live } = agent;
      const { sources, judgements } = parts();
      const atRest = async () =>
        stateAtRest(record, await resolveIntent(record, sources), judgements, clock.now());
      const { heirOf } = record.access;
      const heirOfUid =
        heirOf === null ? null : ((await storage.store.agentById(heirOf))?.instanceUid ?? null);
      return viewCredentials(record, live?.state ?? (await atRest()), heirOfUid);
    },
    audit: storage.audit,
    auditDesk,
    auditEntry(sequence, visibleTo) {
      return openEntry(
        { storage, desiredHash, rolloutViews: viewsOfRollouts() },
        sequence,
        visibleTo,
      );
    },
    feed: storage.feed,

    async start() {
      upSince = clock.now();
      const keys = {
        configHash: await storage.store.secretKey("config-hash"),
        agentCredential: await storage.store.secretKey("agent-credential"),
      };
      // Before the first report: what an agent says may hold them.
      await values.load();
      const assembly = assemble({ ...deps, storage }, groups, secrets, values, keys, counters);
      const { feed, leases, retention, store } = storage;
      const platform = { clock, schedule, logger, settings: assembly.settings };
      const { arrivals, roster, performer, writer, reload, listener, lose } = assembly;
      lease = await keepLease({ ...platform, leases, arrivals, roster, hubId: deps.hubId });
      loop = new RolloutLoop({
        ...platform,
        storage,
        desk: assembly.desk,
        agentSettings: assembly.agentSettings,
        context: () => contextOf({ actor: hubActor(deps.ids.uuidv7()), subject: HUB_SUBJECT }),
        flushOutcomes: () => writer.flushOutcomes(),
        act,
      });
      const listeners = tellAll([listener, loop]);
      // Who committed is told of it and begins to act within a turn of the line in the log.
      const acted = () => breathe().then(() => acting);
      follower = await followFeed({
        ...platform,
        feed,
        roster,
        reload,
        acted,
        listener: listeners,
      });
      stopSweep = startSweep({ ...platform, roster, performer, writer, lose });
      const recordKeptMs = deps.auditSettings?.keepMs ?? null;
      stopRetention = startRetention({ ...platform, feed, retention, store, recordKeptMs });
      await assembly.watch.start();
      await assembly.membership.start();
      await assembly.enrolment.start();
      assembly.desk.start();
      auditDesk.start();
      running = assembly;
      await loop.start();
    },

    async drain() {
      if (running === null) return;
      const { roster, performer, writer, keeper, desk } = running;
      stopSweep();
      stopRetention();
      running.watch.stop();
      running.membership.stop();
      await running.enrolment.stop();
      loop?.stop();
      follower?.stop();
      for (const live of roster.all()) {
        await inOrder(live, () => {
          const connectionId = live.state.link?.connectionId;
          if (connectionId === undefined) return undefined;
          return performer.step(live, { kind: "disconnected", connectionId });
        });
      }
      await keeper.settled();
      await writer.flush();
      writer.stop();
      await desk.stop().catch((error: unknown) => {
        logger.warn({ error: String(error) }, "The newest own telemetry was not stored.");
      });
      await auditDesk.stop();
      await lease?.release().catch((error: unknown) => {
        logger.warn({ error: String(error) }, "The lease of this hub runs out by itself.");
      });
    },

    async run(name, call, input) {
      counters.count("verbs");
      const { settings } = parts();
      await caughtUp(name);
      const wait = (ms: Millis) => new Promise<void>((done) => schedule.after(ms, done));
      const options = { attemptsMax: settings.verbAttemptsMax, wait, act };
      const goOn = STEERS.has(VERBS[name].resource) ? loop?.holdOff() : undefined;
      const answer = await runVerb(name, () => contextOf(call), input, options).finally(goOn);
      if (answer.kind === "problem") counters.count("verbProblems");
      return answer;
    },
    async plan(name, call, input) {
      await caughtUp(name);
      return planVerb(name, contextOf(call), input);
    },
    async preview(name, call, input) {
      await caughtUp(name);
      const ctx = contextOf(call);
      return previewVerb(name, ctx, input);
    },

    async agentView(uid, scope) {
      const agent = await found(uid, scope);
      if (agent === null) return null;
      const { record, live } = agent;
      const { sources, judgements, agentSettings: settings } = parts();
      const now = clock.now();
      const intended = () => resolveIntent(record, sources);
      const state = live?.state ?? (await stateAtRest(record, await intended(), judgements, now));
      const isConnected = state.link !== null;
      return viewAgent({ record, state, isConnected, now, settings, storage, sources });
    },
    sendCustomMessage: (uid, capability, content) => parts().custom.send(uid, capability, content),
    async healthTree(uid, scope) {
      const agent = await found(uid, scope);
      if (agent === null) return null;
      return healthTree(agent.record.report, agent.live?.healthTimes ?? [], parts().keeper);
    },
    async components(uid, scope) {
      const agent = await found(uid, scope);
      return agent === null ? null : componentList(agent.record.report, parts().keeper);
    },
    lineOrigins: (revision) => lineOrigins(revision, storage.configurations, deps.judge),
    async effectiveConfig(uid, scope) {
      const agent = await found(uid, scope);
      if (agent === null) return null;
      const { report } = agent.record;
      const volatile = agent.live?.volatile ?? "";
      const text = await effectiveText(report, volatile, parts().keeper, deps.judge);
      return text === null ? null : { text, at: report.effective?.at ?? 0 };
    },

    secretsUnderOtherKey: () => values.underOtherKey(),
    statistics() {
      let agentsConnected = 0;
      let agentsBreaking = 0;
      for (const { state, record } of running?.roster.all() ?? []) {
        if (state.link !== null) agentsConnected += 1;
        if (record.breaches.some(({ excepted }) => !excepted)) agentsBreaking += 1;
      }
      return {
        ...counters.all(),
        agentsInMemory: running?.roster.size ?? 0,
        agentsConnected,
        agentsBreaking,
        agentsUnsaved: running?.writer.waiting ?? 0,
        storeLagMs: running?.writer.lagMs(clock.now()) ?? 0,
        telemetryAgents: running?.desk.statistics().agents ?? 0,
        telemetrySizeBytes: running?.desk.statistics().sizeBytes ?? 0,
        rolloutsFollowed: loop?.size ?? 0,
        feedSequence: follower?.sequence ?? 0,
        storeAway: running?.writer.isStoreAway ? 1 : 0,
      };
    },
  };
}
