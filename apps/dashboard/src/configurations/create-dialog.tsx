"use client";
import type { ApiProblem, ConfigurationKind } from "@fleethub/api";
import { useState } from "react";
import { hub } from "../data/hub";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { Trouble } from "../parts/trouble";

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Names a new line of revisions. It is empty until a revision is saved. */
export function CreateDialog(props: {
  taken: readonly string[];
  onClose: () => void;
  onMade: (name: string) => void;
}) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [kind, setKind] = useState<ConfigurationKind>("complete");
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const wrong = props.taken.includes(name)
    ? "This name is taken"
    : NAME.test(name)
      ? undefined
      : "1 to 63 lower case letters, digits and dashes; it starts with a letter or digit";
  const make = async () => {
    setTried(true);
    if (wrong) return;
    const made = await hub.createConfiguration({ body: { name, description, kind } });
    if (made.ok) props.onMade(name);
    else setProblem(made.problem);
  };
  return (
    <Dialog
      title="New configuration"
      onClose={props.onClose}
      onSubmit={() => void make()}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Make the configuration
          </Button>
        </>
      }
    >
      <Field
        id="new-name"
        label="Name"
        hint="such as gateway or edge-base"
        error={tried ? wrong : undefined}
      >
        <input
          id="new-name"
          className="input mono"
          value={name}
          aria-invalid={tried && wrong !== undefined}
          aria-describedby="new-name-says"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field
        id="new-kind"
        label="Kind"
        hint={
          kind === "complete"
            ? "Agents are pinned to its revisions."
            : "Laid over complete configurations: what many have in common, once."
        }
      >
        <select
          id="new-kind"
          className="input"
          value={kind}
          aria-describedby="new-kind-says"
          onChange={(event) => setKind(event.target.value === "fragment" ? "fragment" : "complete")}
        >
          <option value="complete">complete</option>
          <option value="fragment">fragment</option>
        </select>
      </Field>
      <Field id="new-description" label="Description">
        <input
          id="new-description"
          className="input"
          maxLength={1024}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </Field>
      {problem ? <Trouble problem={problem} /> : null}
    </Dialog>
  );
}
