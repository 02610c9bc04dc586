"use client";
import type { AgentDetail, ApiProblem } from "@fleethub/api";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { configurationHref } from "../configurations/addresses";
import { keepDraft } from "../configurations/kept-drafts";
import { useConfigurations } from "../data/queries";
import { hub } from "../data/hub";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { toast } from "../parts/toast";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";
import { nameFrom } from "./starter";

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Makes a configuration of what an agent runs, as a draft that is written on in the workspace. */
export function ImportButton({ agent, waitsFor }: { agent: AgentDetail; waitsFor?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Locked action="configurations.write">
        <Button
          icon="download"
          {...(waitsFor === undefined ? {} : { waitsFor })}
          onClick={() => setOpen(true)}
        >
          Make a configuration of what runs here
        </Button>
      </Locked>
      {open ? <ImportDialog agent={agent} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ImportDialog({ agent, onClose }: { agent: AgentDetail; onClose: () => void }) {
  const router = useRouter();
  const taken = useConfigurations().data?.items.map((one) => one.name) ?? [];
  const [name, setName] = useState(nameFrom(agent.name));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const wrong = taken.includes(name)
    ? "This name is taken"
    : NAME.test(name)
      ? undefined
      : "1 to 63 lower case letters, digits and dashes; it starts with a letter or digit";
  const make = async () => {
    if (wrong !== undefined || busy) return;
    setBusy(true);
    const read = await hub.importConfig({ params: { uid: agent.uid } });
    const made = read.ok ? await hub.createConfiguration({ body: { name } }) : read;
    setBusy(false);
    if (!read.ok) return setProblem(read.problem);
    if (!made.ok) return setProblem(made.problem);
    const { content, findings, removed, incomplete } = read.data;
    const message = `What ${agent.name || agent.uid} ran`;
    keepDraft(name, 0, { text: content, message, rewrite: incomplete });
    const open = findings.filter(({ severity }) => severity === "error").length;
    toast({
      title: `Drafted ${name}`,
      detail: [
        removed.length > 0 ? `${plural(removed.length, "part")} of the supervisor left out.` : "",
        incomplete.length > 0 ? `${plural(incomplete.length, "value")} to write again.` : "",
        open > 0 ? `${plural(open, "problem")} to mend before it can be saved.` : "",
      ]
        .filter(Boolean)
        .join(" "),
    });
    router.push(configurationHref(name));
  };
  return (
    <Dialog
      title="Make a configuration of what runs here"
      onClose={onClose}
      onSubmit={() => void make()}
      acts={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" waitsFor={busy ? "Asked" : wrong}>
            Open it as a draft
          </Button>
        </>
      }
    >
      <p className="soft">
        The effective configuration becomes a draft of a new configuration. What the supervisor sets
        by itself is left out. Secrets that were redacted, and what a Collector does not print back,
        have to be written again; the draft lists them. This agent keeps what it runs until somebody
        pins a revision.
      </p>
      <Field id="import-name" label="Name" error={wrong}>
        <input
          id="import-name"
          className="input mono"
          value={name}
          aria-invalid={wrong !== undefined}
          aria-describedby="import-name-says"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      {problem ? <Trouble problem={problem} /> : null}
    </Dialog>
  );
}
