"use client";
import type { ApiProblem, Configuration } from "@fleethub/api";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { hub } from "../data/hub";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { toast } from "../parts/toast";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";

interface Asking {
  readonly configuration: Configuration;
  readonly onClose: () => void;
}

/** Says what a configuration is for. */
export function Describe({ configuration, onClose }: Asking) {
  const client = useQueryClient();
  const { name, version } = configuration;
  const [description, setDescription] = useState(configuration.description);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const save = async () => {
    const done = await hub.patchConfiguration({
      params: { name },
      body: { description },
      ifMatch: version,
    });
    if (!done.ok) return setProblem(done.problem);
    client.setQueryData(["configuration", name], done.data);
    void client.invalidateQueries({ queryKey: ["configurations"] });
    onClose();
  };
  return (
    <Dialog
      title={`What ${name} is for`}
      onClose={onClose}
      onSubmit={() => void save()}
      acts={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Save
          </Button>
        </>
      }
    >
      {problem ? <Trouble problem={problem} /> : null}
      <Field id="description" label="Description" hint="No agent is touched by this">
        <input
          id="description"
          className="input"
          maxLength={1024}
          value={description}
          aria-describedby="description-says"
          onChange={(event) => setDescription(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}

/** Deletes a configuration after saying what goes with it. */
export function Delete({ configuration, onClose }: Asking) {
  const client = useQueryClient();
  const router = useRouter();
  const { name, latestRevision, version } = configuration;
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const remove = async () => {
    const done = await hub.removeConfiguration({ params: { name }, ifMatch: version });
    if (!done.ok) return setProblem(done.problem);
    toast({ title: `Deleted ${name}` });
    await client.invalidateQueries({ queryKey: ["configurations"] });
    router.push("/configurations");
  };
  return (
    <Dialog
      title={`Delete ${name}?`}
      onClose={onClose}
      onSubmit={() => void remove()}
      acts={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger-solid" type="submit">
            {latestRevision === 0
              ? `Delete ${name}`
              : `Delete ${name} and its ${plural(latestRevision, "revision")}`}
          </Button>
        </>
      }
    >
      {problem ? <Trouble problem={problem} /> : null}
      <p className="soft">
        No agent is pinned to it, so none restarts. Its revisions are gone from here; the audit
        keeps who made them and when.
      </p>
    </Dialog>
  );
}
