import {
  type AgentRemoteConfig,
  create,
  RemoteConfigStatusSchema,
  RemoteConfigStatuses,
} from "@fleethub/opamp";
import type { Agent, OfferStatus } from "@fleethub/opamp/agent";
import type { CollectorConfig } from "../collector/config.js";
import { noHealth } from "../collector/health.js";
import {
  acceptedTimeline,
  type ApplyAction,
  type ApplyStep,
  crashTimeline,
  restartTimeline,
} from "./apply-timeline.js";
import type { CollectorProcess } from "./collector-process.js";
import type { Faults } from "./faults.js";
import { judgeOffer, type Subject } from "./offered-config.js";
import type { World } from "./world.js";

/** What the agent last said about an offer, or `none` before the first one. */
export type ConfigOutcome = "none" | "applying" | "applied" | "failed";

const REFUSED_AFTER_MS = 3;
const ROLLS_BACK_AFTER_MS = 100;
const EXITED = "Agent exited unexpectedly with exit code 1 while applying configuration";

/** Works off offers in time: the supervisor's part that stops, starts and watches the Collector. */
export class ConfigWorker {
  readonly #world: World;
  readonly #subject: Omit<Subject, "running">;
  readonly #faults: Faults;
  readonly #collector: CollectorProcess;
  readonly #agent: () => Agent;
  #cancel: (() => void) | undefined;
  #outcome: ConfigOutcome = "none";
  #hash: Uint8Array | undefined;
  #lastGood: { readonly config: CollectorConfig; readonly hash: Uint8Array | undefined };

  constructor(subject: Omit<Subject, "running">, collector: CollectorProcess, agent: () => Agent) {
    this.#subject = subject;
    this.#world = subject.world;
    this.#faults = subject.faults;
    this.#collector = collector;
    this.#agent = agent;
    this.#lastGood = { config: collector.configured, hash: undefined };
  }

  get outcome(): ConfigOutcome {
    return this.#outcome;
  }

  /** Hash of the last offer that was worked on. */
  get hash(): Uint8Array | undefined {
    return this.#hash;
  }

  work(offer: AgentRemoteConfig, status: OfferStatus): void {
    this.#hash = offer.configHash;
    const running = this.#collector.state === "running" ? this.#collector.configured : undefined;
    const verdict = judgeOffer(offer, { ...this.#subject, running });
    const { applyDelayMs } = this.#world.options;
    switch (verdict.kind) {
      case "nothing-to-run":
        return this.#soon(() => {
          this.#collector.idle(this.#world.emptyConfig);
          this.#outcome = "applied";
          status.applied({ health: this.#collector.health(), effectiveConfig: true });
        });
      case "already-runs":
        return this.#soon(() =>
          this.#applied(status, this.#collector.configured, offer.configHash),
        );
      case "refused":
        return this.#soon(() => this.#failed(status, verdict.message));
      case "runs": {
        const steps = acceptedTimeline(applyDelayMs, verdict.config.pipelines.length);
        return this.#play(steps, verdict.config, status, offer.configHash);
      }
      case "crashes":
        this.#play(crashTimeline(applyDelayMs), verdict.config, status, offer.configHash);
    }
  }

  /** The offer worked on last came again. After a failure a supervisor believes it is in force. */
  workAgain(offer: AgentRemoteConfig, status: OfferStatus): void {
    if (this.#outcome !== "failed") return;
    if (!this.#faults.has("applies-falsely")) return this.work(offer, status);
    this.#soon(() => {
      this.#outcome = "applied";
      status.applied();
    });
  }

  /** Stops and starts the Collector with what it has, as after a command. */
  restart(): void {
    if (this.#collector.state !== "running") return;
    const config = this.#collector.configured;
    this.#play(restartTimeline(config.pipelines.length), config);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #soon(task: () => void): void {
    this.stop();
    this.#cancel = this.#world.after(REFUSED_AFTER_MS, task);
  }

  #play(
    steps: readonly ApplyStep[],
    config: CollectorConfig,
    status?: OfferStatus,
    hash?: Uint8Array,
  ): void {
    this.stop();
    const next = (index: number, fromMs: number) => {
      const step = steps[index];
      if (!step) return;
      this.#cancel = this.#world.after(step.atMs - fromMs, () => {
        next(index + 1, step.atMs);
        this.#perform(step.action, config, status, hash);
      });
    };
    next(0, 0);
  }

  #perform(
    action: ApplyAction,
    config: CollectorConfig,
    status: OfferStatus | undefined,
    hash: Uint8Array | undefined,
  ): void {
    const collector = this.#collector;
    const agent = this.#agent();
    switch (action.do) {
      case "applying":
        this.#outcome = "applying";
        collector.endLoop();
        return status?.applying({ effectiveConfig: true });
      case "no-health":
        return agent.report({ health: noHealth() });
      case "stopping":
        if (collector.state !== "running") return;
        return agent.report({ health: collector.passing("StatusStopping") });
      case "starting":
        // From its first sign of life on, the tree is that of the new configuration.
        collector.take(config);
        return agent.report({
          health: collector.passing("StatusStarting", action.pipelinesShown),
        });
      case "effective":
        return agent.report({ effectiveConfig: true });
      case "running":
        this.#faults.clear("crashed");
        collector.run(config);
        return agent.report({ health: collector.health() });
      case "exited":
        collector.crash();
        return agent.report({ health: collector.health() });
      case "applied":
        return this.#applied(status, config, hash);
      case "failed":
        this.#failed(status, EXITED);
        if (this.#faults.has("rolls-back")) this.#rollBack();
    }
  }

  #applied(
    status: OfferStatus | undefined,
    config: CollectorConfig,
    hash: Uint8Array | undefined,
  ): void {
    this.#outcome = "applied";
    this.#lastGood = { config, hash };
    status?.applied();
  }

  #failed(status: OfferStatus | undefined, message: string): void {
    this.#outcome = "failed";
    status?.failed(message);
  }

  #rollBack(): void {
    const { config, hash } = this.#lastGood;
    this.stop();
    this.#cancel = this.#world.after(ROLLS_BACK_AFTER_MS, () => {
      this.#collector.run(config);
      this.#agent().report({
        health: this.#collector.health(),
        effectiveConfig: true,
        ...(hash &&
          !this.#faults.has("hides-config-status") && {
            remoteConfigStatus: create(RemoteConfigStatusSchema, {
              lastRemoteConfigHash: hash,
              status: RemoteConfigStatuses.APPLIED,
            }),
          }),
      });
    });
  }
}
