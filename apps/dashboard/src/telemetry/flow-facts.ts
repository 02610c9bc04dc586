import type { ComponentFlow } from "@fleethub/api";
import type { BoxFacts } from "../parts/pipeline-map/drawn";
import { percent, rate } from "../words/amounts";

/**
 * What each component moves, said under its name, over what else is known of it. Own metrics count by signal, so a
 * component that stands in two pipelines of one signal says the same in both.
 */
export function flowFacts(components: readonly ComponentFlow[], others: BoxFacts): BoxFacts {
  const found = new Map<string, ComponentFlow>(
    components.map((one) => [`${one.kind} ${one.component} ${one.signal}`, one] as const),
  );
  return (pipeline, role, id) => {
    const facts = others(pipeline, role, id);
    const flow = found.get(`${role} ${id} ${pipeline.split("/")[0] ?? ""}`);
    if (flow === undefined || facts.caption !== undefined) return facts;
    const lost = lostShareOf(flow);
    if (lost > 0) return { ...facts, trouble: "bad", caption: `${percent(lost)} ${LOST[role]}` };
    const items = role === "exporter" ? flow.sent : flow.accepted;
    // A processor of an older Collector counts what it drops alone.
    return role === "processor" && items === 0
      ? facts
      : { ...facts, caption: rate(items / flow.seconds) };
  };
}

const LOST = { receiver: "refused", processor: "dropped", exporter: "not sent" } as const;

function lostShareOf(flow: ComponentFlow): number {
  const { accepted, refused, sent, sendFailed, dropped, held } = flow;
  const [lost, got] =
    flow.kind === "receiver"
      ? [refused, accepted]
      : flow.kind === "processor"
        ? [dropped + refused, accepted]
        : [sendFailed + held + dropped, sent];
  return lost + got === 0 ? 0 : lost / (lost + got);
}
