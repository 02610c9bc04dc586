"use client";
import type { Secret } from "@fleethub/api";
import { useState } from "react";
import { askInstead } from "../../approvals/ask-instead";
import { hub } from "../../data/hub";
import { Field } from "../../parts/field";
import { FormDialog } from "../../parts/form-dialog";
import { useFault } from "../../parts/form-faults";
import { NameField, nameFault } from "../../parts/name-field";
import { Note } from "../../parts/note";
import { Segments } from "../../parts/segments";
import { TextField } from "../../parts/text-field";
import { toast } from "../../parts/toast";
import { plural } from "../../words/format";
import { ReachField, reachFault } from "../parts/reach-field";
import { useAct } from "../parts/use-settings";

/** Bytes that tell a value from other text in what agents report. */
const SIZE_BYTES_MIN = 8;

const REACHES = [
  { value: "all", label: "Every agent" },
  { value: "part", label: "A part" },
] as const;

/** Value, reach and description of a secret; null makes a new one. The value that is there is never shown. */
export function SecretDialog({ secret, onClose }: { secret: Secret | null; onClose: () => void }) {
  const { ask } = useAct();
  const [name, setName] = useState(secret?.name ?? "");
  const [value, setValue] = useState("");
  const [reach, setReach] = useState(secret?.reach ?? null);
  const [description, setDescription] = useState(secret?.description ?? "");
  const kept = secret !== null && value === "";
  const short = !kept && new TextEncoder().encode(value).length < SIZE_BYTES_MIN;
  const write = async () => {
    const rest = { reach, description: description.trim() };
    const result = await ask(
      secret === null
        ? hub.createSecret({ body: { name, value, ...rest } })
        : hub.replaceSecret({
            params: { name },
            body: { ...rest, ...(kept ? {} : { value }) },
            ifMatch: secret.version,
          }),
    );
    if (!result.ok) {
      const input = { name, ...rest, ...(kept ? {} : { value }) };
      const verb = secret === null ? "create-secret" : "change-secret";
      return askInstead(result.problem, { verb, input }) ? null : result.problem;
    }
    const { changed, opened } = result.data;
    toast({
      title: `${name} was written`,
      detail:
        opened !== null
          ? `Rollout ${opened.number} brings it to ${plural(changed, "agent")}, wave by wave.`
          : `${plural(changed, "agent")} ${changed === 1 ? "is" : "are"} offered it.`,
    });
    return null;
  };
  return (
    <FormDialog
      title={secret === null ? "New secret" : `Secret ${secret.name}`}
      button={secret === null ? "Seal and keep it" : "Save"}
      faulty={nameFault(name) !== undefined || reachFault(reach) !== undefined || short}
      ask={write}
      onClose={onClose}
    >
      {(tried) => (
        <>
          {secret === null ? (
            <NameField
              id="secret-name"
              pointer="/name"
              label="Name"
              hint="configurations write ${fleethub:secret/NAME}"
              value={name}
              tried={tried}
              onChange={setName}
            />
          ) : null}
          <ValueField
            isNew={secret === null}
            error={tried && short ? `At least ${SIZE_BYTES_MIN} bytes` : undefined}
            value={value}
            onChange={setValue}
          />
          <div className="field">
            <span className="legend">Offered to</span>
            <div>
              <Segments
                label="Who may be offered the value"
                value={reach === null ? "all" : "part"}
                options={REACHES}
                onChange={(part) => setReach(part === "all" ? null : "")}
              />
            </div>
            {reach === null ? null : (
              <ReachField
                id="secret-reach"
                pointer="/reach"
                label="Reach of the secret"
                value={reach}
                tried={tried}
                onChange={setReach}
              />
            )}
          </div>
          <TextField
            id="secret-what"
            pointer="/description"
            label="Description"
            hint="Optional"
            value={description}
            onChange={setDescription}
          />
          {secret !== null && secret.configurations.length > 0 ? (
            <Note tone="move" icon="send">
              A new value is offered at once to the agents that run{" "}
              {secret.configurations.join(", ")}: they restart their pipelines once.
            </Note>
          ) : null}
        </>
      )}
    </FormDialog>
  );
}

/** Several lines that are never filled in by the hub. */
function ValueField(props: {
  isNew: boolean;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
}) {
  const error = useFault(props.error, "/value");
  return (
    <Field
      id="secret-value"
      label={props.isNew ? "Value" : "New value"}
      hint={
        props.isNew
          ? "Written once; nobody reads it here again"
          : "Nothing: the value stays as it is"
      }
      error={error}
    >
      <textarea
        id="secret-value"
        className="input mono"
        rows={3}
        autoComplete="off"
        spellCheck={false}
        data-pointer="/value"
        aria-describedby="secret-value-says"
        aria-invalid={error !== undefined}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}
