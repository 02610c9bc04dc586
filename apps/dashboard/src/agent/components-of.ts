import type { AgentComponents } from "@fleethub/api";
import type { ReportedComponents } from "@fleethub/collector-config";

/** The reported components as the checks read them; null where the agent reported none. */
export function componentsOf(answer: AgentComponents | undefined): ReportedComponents | null {
  if (answer === undefined || !answer.reported) return null;
  const section = (name: string) =>
    Object.fromEntries(
      Object.entries(answer.components[name] ?? {}).map(([type, one]) => [
        type,
        {
          ...(one.module === null ? {} : { module: one.module }),
          ...(one.version === null ? {} : { version: one.version }),
        },
      ]),
    );
  return {
    receivers: section("receivers"),
    processors: section("processors"),
    exporters: section("exporters"),
    extensions: section("extensions"),
    connectors: section("connectors"),
  };
}
