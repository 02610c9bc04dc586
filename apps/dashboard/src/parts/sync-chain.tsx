import type { AgentDetail } from "@fleethub/api";
import type { Tone } from "../words/states";
import { Hash } from "./hash";
import { Moment } from "./moment";

type Config = AgentDetail["config"];
type Fact = Config["target"];

interface Place {
  readonly title: string;
  readonly tone: Tone;
  readonly text: string;
  readonly fact: Fact;
}

const SOURCES: Readonly<Record<string, string>> = {
  pin: "by pin",
  hold: "by hold",
  assignment: "by rollout",
  group: "by its group",
  desired: "as desired",
  "last-good": "the last good one",
  "hand-back": "handed back",
  agent: "as the agent says",
};

/** `edge r3`, `its own files`, or that there is none. */
export function factName(fact: Fact): string {
  if (fact.kind === "revision") return `${fact.configuration} r${fact.revision}`;
  if (fact.kind === "local") return "its own files";
  return fact.kind === "other" ? "its own, no revision of this hub" : "nothing";
}

/** The four facts, each with its words and colour. Pure, so that a test can read it. */
export function placesOf(config: Config): readonly Place[] {
  const { desired, target, offered, acknowledged, effective } = config;
  const wanted = desired.kind !== "none";
  const other = target.kind !== desired.kind || target.hash !== desired.hash;
  return [
    {
      title: "Desired",
      tone: wanted ? "ok" : "mute",
      text: wanted
        ? `${factName(desired)}${desired.source ? `, ${SOURCES[desired.source] ?? desired.source}` : ""}${other && target.kind !== "none" ? `; offered instead: ${factName(target)}` : ""}`
        : "nothing is assigned; it runs its own files",
      fact: desired,
    },
    {
      title: "Offered",
      tone: offered.kind === "none" ? (wanted ? "move" : "mute") : "ok",
      text: offered.error || (offered.kind === "none" ? "not yet" : factName(offered)),
      fact: offered,
    },
    {
      title: acknowledgedTitle(acknowledged),
      tone: acknowledgedTone(acknowledged),
      text: acknowledgedText(acknowledged),
      fact: acknowledged,
    },
    {
      title: effective.verdict === "differs" ? "Effective: differs" : "Effective",
      tone:
        effective.verdict === "differs" ? "warn" : effective.verdict === "contains" ? "ok" : "mute",
      text: effective.difference || effectiveText(effective),
      fact: effective,
    },
  ];
}

function acknowledgedTitle({ status }: Fact): string {
  return status === null || status === "unset" || status === "unknown"
    ? "Acknowledged"
    : `Acknowledged: ${status}`;
}

function acknowledgedTone({ status }: Fact): Tone {
  if (status === "applied") return "ok";
  if (status === "applying") return "move";
  return status === "failed" ? "bad" : "mute";
}

function acknowledgedText(fact: Fact): string {
  if (fact.status === "failed") return `${factName(fact)} was refused`;
  if (fact.status === null || fact.status === "unset" || fact.kind === "none")
    return "the agent has said nothing about a config";
  return factName(fact);
}

function effectiveText(effective: Config["effective"]): string {
  if (effective.verdict === "contains") return "contains what was asked for";
  if (effective.verdict === "cannot-tell") return "reported, and cannot be compared";
  return effective.kind === "none" ? "not reported" : factName(effective);
}

/** Where this config stands: four facts that stay four facts. */
export function SyncChain({ config }: { config: Config }) {
  return (
    <ol className="chain">
      {placesOf(config).map(({ title, tone, text, fact }) => (
        <li key={title} className={tone === "mute" ? undefined : tone}>
          <b className={tone === "ok" || tone === "mute" ? undefined : `c-${tone}`}>{title}</b>
          <p>{text}</p>
          <span className="h">
            {fact.hash ? <Hash of={fact.hash} /> : null}
            {fact.hash && fact.at ? ", " : ""}
            {fact.at ? <Moment at={fact.at} /> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
