"use client";
import type { ConnectionBody } from "@fleethub/api";
import { useState } from "react";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { count } from "../words/format";

const SECONDS_MAX = 86_400;

/** How often agents report. Each that takes a new interval reconnects once. */
export function HeartbeatDialog(props: {
  whom: string;
  /** As it was decided; null: it was not. */
  seconds: number | null;
  onClose: () => void;
  onConnection: (body: ConnectionBody) => void;
}) {
  const [text, setText] = useState(props.seconds === null ? "" : String(props.seconds));
  const [tried, setTried] = useState(false);
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  const wrong = text !== "" && (seconds < 1 || seconds > SECONDS_MAX);
  return (
    <Dialog
      title={`Heartbeat of ${props.whom}`}
      onClose={props.onClose}
      onSubmit={() => {
        setTried(true);
        if (!wrong) props.onConnection({ heartbeatIntervalSeconds: text === "" ? null : seconds });
      }}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            {text === "" ? "Clear heartbeat" : "Set heartbeat"}
          </Button>
        </>
      }
    >
      <Field
        id="heartbeat-seconds"
        label="Seconds between reports"
        hint="Empty: the hub says nothing of it, and agents keep what they have until they start anew"
        error={tried && wrong ? `Whole seconds from 1 to ${count(SECONDS_MAX)}` : undefined}
      >
        <input
          id="heartbeat-seconds"
          className="input mono"
          inputMode="numeric"
          value={text}
          aria-invalid={tried && wrong}
          aria-describedby="heartbeat-seconds-says"
          onChange={(event) => setText(event.target.value.trim())}
        />
      </Field>
      {text === "" ? null : (
        <p className="soft">
          Each agent reconnects once, to the address and with the headers that it came with; its
          Collector runs on. One that does not accept connection settings, or that comes over TLS,
          is refused and stays as it is.
        </p>
      )}
    </Dialog>
  );
}
