"use client";
import type { CheckAnswer, Configuration } from "@fleethub/api";
import { useMemo } from "react";
import { useMay } from "../../data/session";
import type { Judged } from "../../editor/judge";
import { LazyConfigView } from "../../editor/lazy";
import { Card } from "../../parts/card";
import { LockedNote } from "../../parts/locked";
import { Trouble } from "../../parts/trouble";
import type { Draft } from "../use-draft";
import { LayerStack } from "./layer-stack";
import { layerName, type LayerTexts } from "./use-layer-texts";
import { VariablesCard } from "./variables-card";
import "../../styles/pages/layers.css";

/** What a draft stands on: fragments in order, variables, and the whole that comes of it, line by line. */
export function LayersTab(props: {
  configuration: Configuration;
  draft: Draft;
  texts: LayerTexts;
  judged: Judged | null;
  check: CheckAnswer | undefined;
}) {
  const { configuration, draft, texts, judged, check } = props;
  const whole = judged?.merged ?? draft.text;
  const provenance = useMemo(
    () => ({
      origins: judged?.origins ?? [],
      names: [configuration.name, ...draft.layers.map(layerName)],
    }),
    [judged, configuration.name, draft.layers],
  );
  const locked = useMay()("configurations.write");
  return (
    <>
      <LockedNote action="configurations.write" what="What it stands on" />
      {configuration.kind === "fragment" ? (
        <p className="quiet small">
          A fragment is laid over other configurations; it does not stand on fragments itself.
        </p>
      ) : (
        <LayerStack name={configuration.name} draft={draft} locked={locked} />
      )}
      {texts.error ? <Trouble error={texts.error} /> : null}
      <VariablesCard
        declared={draft.variables}
        locked={locked}
        onDeclare={draft.setVariables}
        text={whole}
        missing={check?.missingVariables ?? []}
      />
      {draft.layers.length > 0 && judged !== null && !texts.loading ? (
        <Card flush title="What agents get">
          <div className="merged">
            <LazyConfigView label="Merged configuration" text={whole} provenance={provenance} />
          </div>
        </Card>
      ) : null}
    </>
  );
}
