"use client";
import { useState } from "react";
import { useGroups } from "../../data/groups";
import { hub } from "../../data/hub";
import { Field } from "../../parts/field";
import { FormDialog } from "../../parts/form-dialog";
import { NameField, nameFault } from "../../parts/name-field";
import { TextField } from "../../parts/text-field";
import { ExpiryField, expiryIn } from "../parts/expiry-field";
import { useAct } from "../parts/use-settings";
import { readLabels } from "./labels-text";

/** A token with a name, an end, and what agents get that come with it. */
export function NewEnrolmentTokenDialog(props: {
  onClose: () => void;
  onMade: (made: { name: string; value: string }) => void;
}) {
  const { ask } = useAct();
  const groups = useGroups().data?.items ?? [];
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [labelsText, setLabelsText] = useState("");
  const [group, setGroup] = useState("");
  const [byHand, setByHand] = useState(false);
  const [usesText, setUsesText] = useState("");
  const [expiresAt, setExpiresAt] = useState<string | null | undefined>(() => expiryIn(30));
  const labels = readLabels(labelsText);
  const uses = usesText.trim() === "" ? null : Number(usesText);
  const usesFault =
    uses === null || (Number.isInteger(uses) && uses > 0)
      ? undefined
      : "A whole number, or nothing";
  const make = async () => {
    const result = await ask(
      hub.createEnrolmentToken({
        body: {
          name,
          description: description.trim(),
          labels: labels.labels,
          group: group === "" ? null : group,
          admission: byHand ? "awaiting-approval" : "admitted",
          expiresAt: expiresAt ?? null,
          usesMax: uses,
        },
      }),
    );
    if (!result.ok) return result.problem;
    props.onMade({ name, value: result.data.value });
    return null;
  };
  return (
    <FormDialog
      title="New enrolment token"
      button="Make the token"
      wide
      faulty={
        nameFault(name) !== undefined ||
        labels.fault !== undefined ||
        usesFault !== undefined ||
        expiresAt === undefined
      }
      ask={make}
      onClose={props.onClose}
    >
      {(tried) => (
        <>
          <div className="set-pairs">
            <NameField
              id="enrol-name"
              pointer="/name"
              label="Name"
              hint="where its agents come from, such as edge-sites"
              value={name}
              tried={tried}
              onChange={setName}
            />
            <TextField
              id="enrol-what"
              pointer="/description"
              label="Description"
              hint="Optional"
              value={description}
              onChange={setDescription}
            />
            <ExpiryField id="enrol-ends" pointer="/expiresAt" days={30} onChange={setExpiresAt} />
            <TextField
              id="enrol-uses"
              pointer="/usesMax"
              label="Agents at most"
              hint="Nothing: as many as come"
              error={usesFault}
              inputMode="numeric"
              value={usesText}
              onChange={setUsesText}
            />
            <TextField
              id="enrol-labels"
              pointer="/labels"
              label="Labels that new agents get"
              hint="KEY=VALUE, with blanks between. Roles and secrets may reach by them."
              error={tried ? labels.fault : undefined}
              className="mono"
              placeholder="region=eu squad=edge"
              autoCapitalize="none"
              spellCheck={false}
              value={labelsText}
              onChange={setLabelsText}
            />
            <Field
              id="enrol-group"
              label="Group"
              hint="They also get the labels that its selector names"
            >
              <select
                id="enrol-group"
                className="input"
                aria-describedby="enrol-group-says"
                value={group}
                onChange={(event) => setGroup(event.target.value)}
              >
                <option value="">none in particular</option>
                {groups.map((one) => (
                  <option key={one.name} value={one.name}>
                    {one.name}
                  </option>
                ))}
              </select>
            </Field>
          </div>
          <label className="row">
            <input
              type="checkbox"
              checked={byHand}
              onChange={(event) => setByHand(event.target.checked)}
            />
            Each agent has to be approved by hand before it is offered anything
          </label>
        </>
      )}
    </FormDialog>
  );
}
