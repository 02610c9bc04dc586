import { AGENT_SETTINGS, ROTATION_TIMES } from "@fleethub/fleet";
import { createBodyKeeper } from "./agents/body-keeper.js";
import { createConfigBodies } from "./agents/config-bodies.js";
import { CONFIG_KEY } from "./agents/config-key.js";
import type { Counters } from "./agents/counters.js";
import { SharedFacts } from "./agents/facts/shared-facts.js";
import { createCustomDesk } from "./agents/custom-messages.js";
import { createHashConfig } from "./agents/hash-config.js";
import { type HubListener, tellAll } from "./agents/hub-listener.js";
import { createIngest } from "./agents/ingest.js";
import { createJudgements } from "./agents/judgements.js";
import type { LiveAgent } from "./agents/live-agent.js";
import { inOrder } from "./agents/lane.js";
import { createArrivals } from "./agents/arrivals.js";
import { OWN_METRICS_RULE, ownTelemetryParts } from "./agents/connection-offer.js";
import { carriedHeaders } from "./agents/reached.js";
import { Performer } from "./agents/performer.js";
import { createRebase } from "./agents/rebase.js";
import { reloadAgents } from "./agents/reload.js";
import { createRenderings } from "./agents/renderings.js";
import { ReportWriter } from "./agents/report-writer.js";
import { Roster } from "./agents/roster.js";
import { CONTROL_PLANE_SETTINGS } from "./agents/settings.js";
import { sharedReads } from "./agents/shared-reads.js";
import type { ControlPlaneDeps } from "./control-plane.js";
import type { GroupBoard } from "./groups/group-board.js";
import { MembershipWatch } from "./groups/membership-watch.js";
import { createCertifier } from "./certificates/certify.js";
import { openEnrolment } from "./enrolment/open-enrolment.js";
import { isPeer } from "./enrolment/peer.js";
import { createPolicyVerdicts } from "./policies/policy-verdicts.js";
import { createPolicyViews } from "./policies/views.js";
import { PolicyWatch } from "./policies/watch.js";
import type { SecretBoard } from "./secrets/secret-board.js";
import type { SecretValues } from "./secrets/secret-values.js";
import { createTelemetryDesk } from "./telemetry/create-desk.js";

/** The parts of a running control plane. */
export type Assembly = ReturnType<typeof assemble>;

/** Puts the parts together, once the store's key is known. Nothing runs yet. */
export function assemble(
  deps: ControlPlaneDeps,
  groups: GroupBoard,
  secrets: SecretBoard,
  values: SecretValues,
  keys: { readonly configHash: Uint8Array; readonly agentCredential: Uint8Array },
  counters: Counters,
) {
  const { storage, judge, clock, schedule, ids, digest, logger } = deps;
  const settings = { ...CONTROL_PLANE_SETTINGS, ...deps.settings };
  const agentSettings = { ...AGENT_SETTINGS, ...deps.agentSettings };
  const hashConfig = createHashConfig(keys.configHash, digest);
  const handBackHash = hashConfig(new Map([[CONFIG_KEY, new Uint8Array()]]));
  const renderings = createRenderings(judge, hashConfig);
  const configurations = sharedReads(storage.configurations);
  const ownMetrics = { ...OWN_METRICS_RULE, ...deps.ownMetrics };
  const authority = deps.agentsAuthority ?? (() => null);
  const sources = {
    configurations,
    groups,
    renderings,
    secrets,
    handBackHash,
    ownMetrics,
    authority,
  };
  const keeper = createBodyKeeper({
    store: storage.store,
    judge,
    clock,
    counters,
    logger,
    settings,
  });
  const bodies = createConfigBodies({
    storage,
    renderings,
    judge,
    values,
    handBackHash,
    sizeBytesMax: settings.bodiesSizeBytesMax,
  });
  const judgements = createJudgements({ judge, keeper, bodies, counters });
  const roster = new Roster();
  const verdicts = createPolicyVerdicts({ storage, judge, keeper, counters, logger });
  const watch = new PolicyWatch({
    storage,
    verdicts,
    roster,
    clock,
    schedule,
    ids,
    logger,
    counters,
    settings,
  });
  const enrolment = openEnrolment({
    ...deps,
    roster,
    key: keys.agentCredential,
    times: { ...ROTATION_TIMES, ...deps.credentialTimes },
    arrivalsMax: settings.arrivalsMax,
    reload: (agents) => reload(agents),
  });
  const certifier = createCertifier({
    authority: deps.certificateAuthority ?? null,
    verifiedBy: authority,
    store: storage.store,
    ownTelemetry: (live, connection) =>
      ownTelemetryParts(
        live.state.report.settings?.told ?? {},
        carriedHeaders(connection),
        enrolment.bearer,
      ),
    name: (bytes) => digest.hmacSha256(keys.configHash, bytes),
    clock,
    schedule,
    ids,
    logger,
  });
  const listeners: readonly HubListener[] = [
    certifier,
    enrolment.listener,
    {
      agentStored: (live) => membership.agentStored(live),
      changed(change) {
        if (change.kind === "group.changed" || change.kind === "group.removed") groups.forget();
        if (change.kind === "secret.changed" || change.kind === "secret.removed") {
          secrets.forget();
          values.forget();
        }
        membership.changed(change);
      },
      everythingChanged() {
        groups.forget();
        secrets.forget();
        values.forget();
        membership.everythingChanged();
      },
    },
    {
      agentStored: (live) => watch.notice(live),
      changed({ kind, id }) {
        if (kind === "policy.changed" || kind === "policy.removed") watch.policyChanged(id);
      },
      everythingChanged: () => watch.everythingChanged(),
    },
    {
      changed({ kind, id }) {
        if (kind === "agent.changed" || kind === "agent.forgotten") desk.forget(id);
      },
      everythingChanged: () => desk.forget(null),
    },
  ];
  const listener = tellAll(listeners);
  const lose = (live: LiveAgent) => {
    roster.remove(live);
    writer.drop(live);
  };
  const rebase = createRebase({ storage, agentSettings, lose });
  const writer = new ReportWriter({
    store: storage.store,
    clock,
    schedule,
    logger,
    bodies: keeper,
    counters,
    settings,
    stored: listener.agentStored,
    rebase(live, conflict) {
      const again = async () => {
        if (await rebase(live, conflict)) writer.mark(live);
      };
      Promise.resolve(inOrder(live, again)).catch((error: unknown) => {
        writer.mark(live);
        logger.warn(
          { agent: live.id, error: String(error) },
          "An outcome waits to be decided anew.",
        );
      });
    },
  });
  const common = { roster, writer, bodies, judgements, counters, clock, schedule, ids, logger };
  const performer = new Performer({
    ...common,
    offered: { digest, bearer: enrolment.bearer, authority },
    duplicated(live, connectionId) {
      const connection = live.connections.get(connectionId);
      if (connection === undefined || !isPeer(connection.identity)) return;
      const { kind } = connection.identity.shows;
      if (kind === "none" || kind === "enrolment") return;
      enrolment.noticeShared(live.id, connection.remoteAddress, "it used the same instance UID");
    },
    rebase,
    secrets,
    settings,
    agentSettings,
  });
  const { admit, hubId } = deps;
  const shared = new SharedFacts();
  const arrivals = createArrivals({
    storage,
    sources,
    groups,
    roster,
    performer,
    shared,
    admit,
    door: enrolment.door,
    tokens: enrolment.tokens,
    noticeShared: enrolment.noticeShared,
    refusals: enrolment.refusals,
    heirs: enrolment.heirs,
    refusedAgent: deps.refusedAgent ?? (() => {}),
    hubId,
    clock,
    schedule,
    ids,
    settings,
    lose,
  });
  const ingest = createIngest({
    ...common,
    certifier,
    arrivals,
    shared,
    performer,
    keeper,
    digest,
    values,
    keyed: (bytes) => digest.hmacSha256(keys.configHash, bytes),
    settings,
  });
  const custom = createCustomDesk(roster, ingest, deps.customMessages);
  const desk = createTelemetryDesk({
    storage,
    roster,
    clock,
    schedule,
    logger,
    counters,
    door: enrolment.door,
    heard(live) {
      if (live.state.report.settings?.settled !== false) return;
      const settled = inOrder(live, () => performer.step(live, { kind: "own-metrics" }));
      if (!(settled instanceof Promise)) return;
      settled.catch((error: unknown) => {
        // The next export says it again.
        logger.debug({ agent: live.id, error: String(error) }, "Own metrics were not noted.");
      });
    },
  });
  const reload = (agents: readonly LiveAgent[]) => {
    const reloaded = listener.agentStored;
    const { ended } = enrolment;
    const parts = { storage, sources, performer, rebase, schedule, logger, lose, reloaded, ended };
    return reloadAgents(parts, agents);
  };
  const membership = new MembershipWatch({
    storage,
    groups,
    sources,
    roster,
    reload,
    clock,
    schedule,
    ids,
    logger,
    settings,
  });
  return {
    settings,
    agentSettings,
    hashConfig,
    sources,
    groups,
    enrolment,
    membership,
    keeper,
    bodies,
    judgements,
    verdicts,
    watch,
    listener,
    desk,
    policyViews: createPolicyViews({ storage, judge, verdicts, clock }),
    roster,
    writer,
    performer,
    arrivals,
    handler: custom.handler,
    custom,
    reload,
    lose,
  };
}
