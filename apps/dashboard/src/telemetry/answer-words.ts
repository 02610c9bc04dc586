import type { AgentTelemetry } from "@fleethub/api";
import { percent, rate } from "../words/amounts";
import { FLOW } from "../words/flow";
import { itemsNow } from "./flow-charts";

/** The answer to whether data moves, and the line below it. */
export function moveAnswer(telemetry: AgentTelemetry | undefined): {
  readonly answer: string;
  readonly below: string;
} {
  if (telemetry === undefined) return { answer: "", below: "" };
  const { flow, reason, lostShare } = telemetry;
  const items = itemsNow(telemetry);
  if (flow === "flowing" && items !== null)
    return {
      answer: `${rate(items)} items`,
      below:
        lostShare === null || lostShare === 0
          ? "Nothing lost in the last hour"
          : `${percent(lostShare)} lost in the last hour`,
    };
  return { answer: FLOW[flow].word, below: reason || FLOW[flow].meaning };
}
