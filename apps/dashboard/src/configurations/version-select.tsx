import { plural } from "../words/format";
import type { VersionChoice } from "./use-version";

/** The Collector version that options are checked against. */
export function VersionSelect(props: {
  version: string;
  choices: readonly VersionChoice[];
  onChoose: (version: string) => void;
}) {
  return (
    <select
      className="input version"
      aria-label="Collector version to check against"
      title="Options are checked as this Collector version takes them"
      value={props.version}
      onChange={(event) => props.onChoose(event.target.value)}
    >
      {props.choices.map(({ version, agents }) => (
        <option key={version} value={version}>
          {version}
          {agents > 0 ? `, ${plural(agents, "agent")}` : ""}
        </option>
      ))}
    </select>
  );
}
