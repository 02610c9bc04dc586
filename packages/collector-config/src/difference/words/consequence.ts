import type { Consequence, Purpose } from "../consequence.js";
import { capital, concerns, type Description, listed, times } from "./description.js";

type Words = readonly [tone: Description["tone"], title: string, detail: string, where: string];

/** A consequence in words. */
export function describeConsequence(consequence: Consequence): Description {
  const [tone, title, detail, where] = wordsFor(consequence);
  return { title, detail, severity: consequence.severity, tone, where };
}

const NAMES: Readonly<Record<Purpose, string>> = {
  redaction: "Redaction",
  sampling: "Sampling",
  filtering: "Filtering",
  batching: "Batching",
  "memory-limiting": "Memory limiting",
};

/** What reaches a destination without the processor. */
const WITHOUT: Readonly<Record<Purpose, string>> = {
  redaction: "what it masked or removed now leaves as it came",
  sampling: "everything is sent on",
  filtering: "what it dropped is now sent on",
  batching: "data is sent in the portions that it came in",
  "memory-limiting": "nothing holds senders back when memory runs short",
};

const WITH: Readonly<Record<Purpose, string>> = {
  redaction: "what it masks or removes does not leave any more",
  sampling: "only a part is sent on",
  filtering: "what it drops is not sent on",
  batching: "data is sent in batches",
  "memory-limiting": "senders are held back when memory runs short",
};

function wordsFor(it: Consequence): Words {
  switch (it.kind) {
    case "restart":
      return [
        "changed",
        "Each Collector that gets it restarts once",
        "All of it, whatever changed. What waits in memory is lost unless a storage keeps it.",
        "",
      ];
    case "processing-lost": {
      const { component, pipeline, destinations, instead } = it;
      const to = `In the pipeline ${pipeline}, ${it.signal} reach ${listed(destinations)} without ${component}`;
      const rest =
        instead.length > 0
          ? `; ${listed(instead)} stands there instead.`
          : `: ${WITHOUT[it.purpose]}.`;
      const volume =
        it.factor === null || it.factor === 1 ? "" : ` That is ${times(it.factor, "much")}.`;
      const title = `${NAMES[it.purpose]} by ${component} no longer runs on ${pipeline}`;
      return ["removed", title, to + rest + volume, pipeline];
    }
    case "processing-gained": {
      const { component, pipeline, destinations } = it;
      const volume =
        it.factor === null || it.factor === 1 ? "" : ` That is ${times(it.factor, "much")}.`;
      const detail = `On the way from ${pipeline} to ${listed(destinations)} ${WITH[it.purpose]}.${volume}`;
      const title = `${NAMES[it.purpose]} by ${component} now runs on ${pipeline}`;
      return ["added", title, detail, pipeline];
    }
    case "path-without-processing": {
      const { component, pipeline, destinations, signal } = it;
      const title = `A new way of ${signal} has no ${NAMES[it.purpose].toLowerCase()}`;
      const detail = `${pipeline} reaches ${listed(destinations)} without any; ${component} stands on all other ways of the same receivers.`;
      return ["removed", title, detail, pipeline];
    }
    case "memory-limiter-not-first": {
      const title = `The memory limiter of ${it.pipeline} is no longer first`;
      const detail = `${listed(it.behind)} now ${it.behind.length === 1 ? "takes" : "take"} data in before ${it.component} can refuse it.`;
      return ["changed", title, detail, it.pipeline];
    }
    case "redaction-changed": {
      const detail =
        it.weaker.length > 0
          ? `More gets through because of ${listed(it.weaker)}.`
          : `Look at ${listed(it.paths)}.`;
      const more = it.stronger.length === it.paths.length ? "more" : "otherwise";
      const title = `${it.component} masks or removes ${it.weaker.length > 0 ? "less" : more}`;
      return ["changed", title, detail + concerns(it.pipelines), it.component];
    }
    case "filtering-changed": {
      const detail = `Look at ${listed(it.paths)}.${concerns(it.pipelines)}`;
      return ["changed", `${it.component} drops something else`, detail, it.component];
    }
    case "sampling-changed": {
      const title =
        it.policy === null
          ? `${it.component} keeps ${it.after} % instead of ${it.before} %`
          : `${it.component} keeps ${it.after} % instead of ${it.before} % by its policy ${it.policy}`;
      const much =
        it.factor === null
          ? it.after === 0
            ? "Nothing passes any more."
            : "Nothing passed before."
          : `Volume behind it: ${times(it.factor, "much")}.`;
      return ["changed", title, much + concerns(it.pipelines), it.component];
    }
    case "pace-changed": {
      const title = `${it.component} asks every ${it.after} instead of every ${it.before}`;
      const detail = `Data comes ${times(it.factor, "often")}.${concerns(it.pipelines)}`;
      return ["changed", title, detail, it.component];
    }
    case "endpoint-changed": {
      const signals = signalsOf(it.pipelines);
      const [was, is] = [listed(it.before) || "no known host", listed(it.after) || "no known host"];
      const fresh =
        it.newHosts.length === 0 ? "" : ` Nothing was sent to ${listed(it.newHosts)} before.`;
      const title = `${capital(signals)} of ${it.component} now go to ${is}`;
      return ["changed", title, `Before: ${was}.${fresh}${concerns(it.pipelines)}`, it.component];
    }
    case "host-gained": {
      const clear = it.encrypted === false ? " It is sent in clear." : "";
      const title = `${capital(signalsOf(it.pipelines))} also go to ${it.host}`;
      const detail = `A host that nothing was sent to before, by ${it.component}.${clear}${concerns(it.pipelines)}`;
      return ["added", title, detail, it.component];
    }
    case "destination-lost": {
      const detail = `What enters at ${it.pipeline} is not sent there any more.`;
      return ["removed", `${it.component} is reached no longer`, detail, it.pipeline];
    }
    case "destination-gained": {
      const detail = `What enters at ${it.pipeline} is sent there.`;
      return ["added", `${it.component} is reached now`, detail, it.pipeline];
    }
    case "signal-no-longer-received": {
      const detail = `No pipeline takes ${it.signal} from it.`;
      return ["removed", `${it.component} receives no ${it.signal}`, detail, it.signal];
    }
    case "signal-no-longer-exported": {
      const detail = `No pipeline sends ${it.signal} to it.`;
      return ["removed", `${it.component} gets no ${it.signal}`, detail, it.signal];
    }
    case "validated-only": {
      const detail = "Nothing uses it. A fault in it still keeps the Collector from starting.";
      return ["changed", `${it.component} is only validated`, detail, it.class];
    }
    case "own-metrics-off":
      return [
        "removed",
        "The Collector no longer reports metrics of its own",
        "Loss and overload of it go unseen.",
        "service",
      ];
    case "own-metrics-on":
      return ["added", "The Collector reports metrics of its own again", "", "service"];
    default:
      return connectionWords(it);
  }
}

type OfConnection = Extract<
  Consequence,
  {
    readonly kind:
      | `${"encryption" | "verification" | "authentication"}-${string}`
      | `listener-${string}`
      | `delivery-${string}`;
  }
>;

function connectionWords(it: OfConnection): Words {
  const at = "paths" in it ? ` (${listed(it.paths)})` : "";
  const whom = it.class === "exporter" ? "sends to" : "takes from";
  const more = concerns(it.pipelines);
  const words = (tone: Description["tone"], title: string, detail: string): Words => [
    tone,
    title,
    `${detail}${more}`.trim(),
    it.component,
  ];
  switch (it.kind) {
    case "encryption-lost":
      return words(
        "removed",
        `${it.component} no longer encrypts its transport`,
        `What it ${whom} others travels in clear${at}.`,
      );
    case "encryption-gained":
      return words("added", `${it.component} now encrypts its transport`, `By TLS${at}.`);
    case "verification-lost":
      return words(
        "removed",
        `${it.component} no longer verifies certificates`,
        `Whoever stands in between can read and change what it ${whom} others${at}.`,
      );
    case "verification-gained":
      return words("added", `${it.component} now verifies certificates`, `Again${at}.`);
    case "authentication-lost":
      return words(
        "removed",
        it.class === "exporter"
          ? `${it.component} shows no credentials, or fewer`
          : `${it.component} asks for no credentials, or fewer`,
        it.class === "exporter" ? `The other side may refuse it${at}.` : `Others may use it${at}.`,
      );
    case "authentication-gained":
      return words("added", `${it.component} now has credentials`, `There were none${at}.`);
    case "authentication-changed":
      return words(
        "changed",
        `${it.component} has other credentials`,
        `The other side must know them${at}.`,
      );
    case "listener-opened":
      return words(
        "added",
        `${it.component} listens on ${it.address}`,
        `A port that it did not open before, ${it.transport}.`,
      );
    case "listener-closed":
      return words(
        "removed",
        `${it.component} no longer listens on ${it.address}`,
        `Whoever sends there is refused, ${it.transport}.`,
      );
    case "listener-moved": {
      const reach =
        it.wider === null
          ? "Whoever used the old address is refused."
          : it.wider
            ? "More hosts can reach it."
            : "Fewer hosts can reach it.";
      const title = `${it.component} listens on ${it.address} instead of ${it.before}`;
      return words("changed", title, reach);
    }
    case "delivery-weakened":
      return words("removed", `${it.component} ${LOST_PART[it.part][0]}`, LOST_PART[it.part][1]);
    case "delivery-strengthened":
      return words("added", `${it.component} ${GAINED_PART[it.part]}`, "");
  }
}

const LOST_PART = {
  queue: [
    "has no queue any more",
    "What cannot be sent at once goes back to the sender or is lost.",
  ],
  retry: ["no longer retries", "What fails once is lost."],
  "queue-storage": [
    "keeps its queue in memory alone",
    "What waits is lost when the Collector restarts.",
  ],
} as const;

const GAINED_PART = {
  queue: "now has a queue",
  retry: "now retries what failed",
  "queue-storage": "now keeps its queue across restarts",
} as const;

/** `traces and logs`, or `data` where no pipeline tells. */
function signalsOf(pipelines: readonly string[]): string {
  const signals = new Set(pipelines.map((id) => id.split("/")[0] ?? id));
  return listed([...signals]) || "data";
}
