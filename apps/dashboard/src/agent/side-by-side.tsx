"use client";
import type { AgentDetail } from "@fleethub/api";
import { useMemo } from "react";
import { layerName } from "../configurations/layers/use-layer-texts";
import { useEffective, useRevision } from "../data/queries";
import { LazyConfigView } from "../editor/lazy";
import { Age } from "../parts/age";
import { Button } from "../parts/button";
import { Skeleton } from "../parts/skeleton";
import { factName } from "../parts/sync-chain";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";
import "../styles/pages/side-by-side.css";

/** What was asked for beside what runs. */
export function SideBySide({ agent }: { agent: AgentDetail }) {
  const { desired } = agent.config;
  const wanted = useRevision(desired.configuration ?? "", desired.revision ?? 0);
  const effective = useEffective(agent.uid);
  const provenance = useMemo(
    () =>
      wanted.data && wanted.data.layers.length > 0
        ? {
            origins: wanted.data.origins,
            names: [factName(desired), ...wanted.data.layers.map(layerName)],
          }
        : null,
    [wanted.data, desired],
  );
  return (
    <section className="card clip-card" aria-label="Desired and effective configuration">
      <div className="sbs">
        <div>
          <div className="hd">
            <h2>Desired</h2>
            <span className="quiet small">
              {factName(desired)}
              {provenance ? `, ${plural(provenance.names.length, "layer")}` : ""}
            </span>
          </div>
          {desired.kind === "revision" ? (
            wanted.data ? (
              <LazyConfigView
                label="Desired configuration"
                text={wanted.data.content}
                {...(provenance ? { provenance } : {})}
              />
            ) : wanted.error ? (
              <Trouble error={wanted.error} />
            ) : (
              <Skeleton lines={8} />
            )
          ) : (
            <p className="pad quiet">
              {desired.kind === "local"
                ? "It is pinned to its own files."
                : "No configuration is assigned."}
            </p>
          )}
        </div>
        <div>
          <div className="hd">
            <h2>Effective</h2>
            <span className="quiet small">
              {effective.data?.reportedAt ? (
                <>
                  reported <Age at={effective.data.reportedAt} /> ago, secrets redacted
                </>
              ) : null}
            </span>
            {effective.data?.reported ? (
              <Button
                kind="ghost"
                size="sm"
                icon="download"
                className="end"
                aria-label="Download effective configuration"
                onClick={() =>
                  download(`${agent.name || agent.uid}-effective.yaml`, effective.data.content)
                }
              />
            ) : null}
          </div>
          {effective.data?.reported ? (
            <>
              <LazyConfigView
                label="Effective configuration"
                text={effective.data.content}
                lines={effective.data.desiredLines}
              />
              {effective.data.desiredLines.length > 0 ? (
                <p className="quiet small foot">
                  Lines with a green edge are stated by the desired config. The others are defaults,
                  or the supervisor’s own.
                </p>
              ) : null}
            </>
          ) : effective.data ? (
            <p className="pad quiet">This agent does not report its effective config.</p>
          ) : effective.error ? (
            <Trouble error={effective.error} />
          ) : (
            <Skeleton lines={8} />
          )}
        </div>
      </div>
    </section>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
