"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, hub } from "../data/hub";
import { useMay } from "../data/session";
import { Button } from "../parts/button";
import { Link } from "../parts/link";
import { Locked } from "../parts/locked";
import { NewEnrolmentTokenDialog } from "../settings/enrolment-tokens/new-enrolment-token-dialog";
import { LIST_MAX, settingsKey } from "../settings/parts/use-settings";

/** The enrolment token that agents come with. `value` is known of one that was made just now, and of no other. */
export interface ChosenToken {
  readonly name: string;
  readonly value: string | null;
}

/** What stands in a command for a token whose text nobody can be shown any more. */
export function placeholderOf({ name }: ChosenToken): string {
  return `<text of ${name}>`;
}

/** A token as it is shown: enough of it to tell it from others. */
export function maskedToken(value: string): string {
  return `${value.slice(0, "fhe_123456".length)}…${value.slice(-2)}`;
}

/** Chooses an enrolment token, or makes one. */
export function TokenStep(props: {
  chosen: ChosenToken | null;
  onChoose: (chosen: ChosenToken | null) => void;
}) {
  const { chosen, onChoose } = props;
  const locked = useMay()("enrolment.read");
  const [making, setMaking] = useState(false);
  const tokens = useQuery({
    queryKey: settingsKey("enrolment-tokens"),
    queryFn: () => answered(hub.listEnrolmentTokens({ query: { limit: LIST_MAX } })),
    enabled: locked === undefined,
  });
  const valid = (tokens.data?.items ?? []).filter(({ state }) => state === "valid");
  const made = chosen !== null && !valid.some(({ name }) => name === chosen.name) ? [chosen] : [];
  return (
    <>
      <div className="row wrap">
        <select
          className="input token"
          aria-label="Enrolment token"
          value={chosen?.name ?? ""}
          disabled={locked !== undefined}
          onChange={({ target: { value: name } }) =>
            onChoose(name === "" ? null : name === chosen?.name ? chosen : { name, value: null })
          }
        >
          <option value="">No token</option>
          {[...made, ...valid].map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <Locked action="enrolment.write">
          <Button icon="plus" onClick={() => setMaking(true)}>
            New token
          </Button>
        </Locked>
      </div>
      <p className="hint under">{locked ?? <Words chosen={chosen} />}</p>
      {making ? (
        <NewEnrolmentTokenDialog
          onClose={() => setMaking(false)}
          onMade={(token) => {
            onChoose(token);
            setMaking(false);
          }}
        />
      ) : null}
    </>
  );
}

function Words({ chosen }: { chosen: ChosenToken | null }) {
  if (chosen === null) {
    return (
      <>
        An agent with a token is admitted at once, with the labels and the group that the token
        gives. <Link href="/settings/enrolment-tokens">All tokens</Link>
      </>
    );
  }
  if (chosen.value === null) {
    return <>The text of {chosen.name} was shown when it was made, and nobody can see it again.</>;
  }
  return (
    <>
      <span className="mono">{maskedToken(chosen.value)}</span> was made just now. Copy below gives
      it in full, as long as this page is open; each agent that can swaps it for a credential of its
      own.
    </>
  );
}
