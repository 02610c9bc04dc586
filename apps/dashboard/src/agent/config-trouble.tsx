import type { AgentDetail } from "@fleethub/api";
import { Command } from "../parts/command";
import { Note } from "../parts/note";
import { factName } from "../parts/sync-chain";
import type { Tone } from "../words/states";

/** Why the config does not stand as desired: the cause as reported, and what to do. */
export function ConfigTrouble({ agent }: { agent: AgentDetail }) {
  const words = wordsOf(agent);
  if (words === null) return null;
  return (
    <Note tone={words.tone}>
      <b>{words.title}</b>
      {words.message ? <Command text={words.message} label="message as reported" wrap /> : null}
      <div>{words.remedy}</div>
    </Note>
  );
}

interface Words {
  readonly tone: Tone;
  readonly title: string;
  readonly message: string;
  readonly remedy: string;
}

function wordsOf(agent: AgentDetail): Words | null {
  const { desired, acknowledged, effective, target } = agent.config;
  const message = acknowledged.error || agent.reason;
  switch (agent.sync) {
    case "failed":
      return {
        tone: "bad",
        title: `${factName(desired)} was refused`,
        message,
        remedy: failureRemedy(message),
      };
    case "rolled-back":
      return {
        tone: "warn",
        title: `${factName(desired)} failed; ${target.kind === "none" ? "an older config" : factName(target)} runs again`,
        message,
        remedy: failureRemedy(message),
      };
    case "drifted":
      return {
        tone: "warn",
        title: "It says applied, but runs something else",
        // The differences stand beneath, each with its values.
        message: effective.difference === "" ? agent.reason : "",
        remedy:
          "Something on the host overrides the desired config; look at agent.config_files of its supervisor. Offer again puts it to the agent once more.",
      };
    case "incompatible":
      return {
        tone: "bad",
        title: `${factName(desired)} is withheld: this agent cannot run it`,
        message: agent.reason,
        remedy: "Take the component out of the configuration, or install a Collector that has it.",
      };
    case "awaiting-approval":
      if (agent.admission === "revoked") {
        return {
          tone: "bad",
          title: "Nothing is offered: this agent was revoked",
          message: "",
          remedy: "Readmit it if it may come back.",
        };
      }
      return {
        tone: "hold",
        title: "Nothing is offered until somebody approves this agent",
        message: "",
        remedy: "Approve it above once you know whose it is.",
      };
    default:
      return null;
  }
}

function failureRemedy(message: string): string {
  if (/exited unexpectedly/i.test(message)) {
    return "This supervisor does not report the cause: set agent.validate_config to true in supervisor.yaml, or read agent.log on the host. It is not offered again unless you ask.";
  }
  return "Correct it and deploy, pin another revision, or offer it again. It is not offered again by itself.";
}
