"use client";
import type { ConnectionBody } from "@fleethub/api";
import { useState } from "react";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";

type Where = "hub" | "elsewhere" | "nowhere";

const WHERE = {
  hub: { label: "To this hub", hint: "throughput, losses and memory are seen here and judged" },
  elsewhere: { label: "To another address", hint: "OTLP/HTTP; this hub sees nothing of them" },
  nowhere: { label: "Nowhere", hint: "data flow is not seen, and gates do not judge it" },
} as const satisfies Record<Where, { label: string; hint: string }>;

const isWhere = (text: string): text is Where => Object.hasOwn(WHERE, text);

/** Where agents send their own metrics. Each that changes restarts its Collector once. */
export function OwnMetricsDialog(props: {
  whom: string;
  onClose: () => void;
  onConnection: (body: ConnectionBody) => void;
}) {
  const [where, setWhere] = useState<Where>("hub");
  const [endpoint, setEndpoint] = useState("");
  const [tried, setTried] = useState(false);
  const wrong = where === "elsewhere" && !/^https?:\/\/\S+$/.test(endpoint);
  return (
    <Dialog
      title={`Own metrics of ${props.whom}`}
      onClose={props.onClose}
      onSubmit={() => {
        setTried(true);
        if (wrong) return;
        props.onConnection({
          ownMetrics: where === "hub" ? true : where === "nowhere" ? null : { endpoint },
        });
      }}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            {where === "nowhere" ? "Turn own metrics off" : "Turn own metrics on"}
          </Button>
        </>
      }
    >
      <div className="stack" role="radiogroup" aria-label="Where own metrics go">
        {Object.entries(WHERE).map(([value, { label, hint }]) => (
          <label key={value} className="opt">
            <input
              type="radio"
              name="own-metrics"
              value={value}
              checked={value === where}
              onChange={(event) => {
                if (isWhere(event.target.value)) setWhere(event.target.value);
              }}
            />
            <span>
              <b>{label}</b>
              <span className="hint">{hint}</span>
            </span>
          </label>
        ))}
      </div>
      {where === "elsewhere" ? (
        <Field
          id="own-endpoint"
          label="Endpoint"
          hint="with its path, such as https://metrics.example:4318/v1/metrics"
          error={tried && wrong ? "It begins with http:// or https://" : undefined}
        >
          <input
            id="own-endpoint"
            className="input mono"
            value={endpoint}
            aria-invalid={tried && wrong}
            aria-describedby="own-endpoint-says"
            onChange={(event) => setEndpoint(event.target.value.trim())}
          />
        </Field>
      ) : null}
      <p className="soft">
        Agents that do not state ReportsOwnMetrics are refused and stay as they are. A Collector
        whose settings change restarts once.
      </p>
    </Dialog>
  );
}
