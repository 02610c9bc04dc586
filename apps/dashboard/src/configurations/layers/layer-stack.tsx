"use client";
import type { LayerReference } from "@fleethub/api";
import { useState } from "react";
import { useConfigurations } from "../../data/queries";
import { Button } from "../../parts/button";
import { Icon } from "../../parts/icon";
import { configurationHref } from "../addresses";
import type { Draft } from "../use-draft";
import { layerName } from "./use-layer-texts";
import { Link } from "../../parts/link";

/** The text and the fragments over it, the undermost first. */
export function LayerStack(props: {
  name: string;
  draft: Draft;
  /** Why they cannot be changed. */
  locked: string | undefined;
}) {
  const { name, draft, locked } = props;
  const { layers, setLayers } = draft;
  const move = (at: number, by: number) => {
    const next = [...layers];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + by, 0, one);
    setLayers(next);
  };
  return (
    <section aria-label="Layers">
      <ol className="layers">
        <li className="card">
          <i className="layer-dot layer-0" aria-hidden="true" />
          <b>{name}</b>
          <span className="quiet small">
            {draft.edited ? "this draft" : "this revision"}, undermost
          </span>
        </li>
        {layers.map((layer, at) => (
          <li key={layer.configuration} className="card">
            <i className={`layer-dot layer-${(at % 5) + 1}`} aria-hidden="true" />
            <Link href={configurationHref(layer.configuration, layer.revision)}>
              <b>{layer.configuration}</b>
            </Link>
            <RevisionChoice
              layer={layer}
              locked={locked}
              onChange={(revision) =>
                setLayers(layers.map((one, n) => (n === at ? { ...one, revision } : one)))
              }
            />
            <span className="end row">
              <Button
                kind="ghost"
                size="sm"
                icon="up"
                aria-label={`Lay ${layerName(layer)} earlier`}
                waitsFor={locked ?? (at === 0 ? "It is the first over the text" : undefined)}
                onClick={() => move(at, -1)}
              />
              <Button
                kind="ghost"
                size="sm"
                icon="down"
                aria-label={`Lay ${layerName(layer)} later`}
                waitsFor={locked ?? (at === layers.length - 1 ? "It is the last" : undefined)}
                onClick={() => move(at, 1)}
              />
              <Button
                kind="ghost"
                size="sm"
                icon="x"
                aria-label={`Take ${layerName(layer)} away`}
                waitsFor={locked}
                onClick={() => setLayers(layers.filter((_, n) => n !== at))}
              />
            </span>
          </li>
        ))}
      </ol>
      {locked === undefined ? (
        <AddLayer
          taken={[name, ...layers.map((one) => one.configuration)]}
          onAdd={(layer) => setLayers([...layers, layer])}
        />
      ) : null}
    </section>
  );
}

function RevisionChoice(props: {
  layer: LayerReference;
  locked: string | undefined;
  onChange: (revision: number) => void;
}) {
  const { configuration, revision } = props.layer;
  const newest = useFragments().find((one) => one.name === configuration)?.latestRevision;
  const last = Math.max(revision, newest ?? 0);
  return (
    <>
      <select
        className="input tiny"
        aria-label={`Revision of ${configuration}`}
        disabled={props.locked !== undefined}
        value={revision}
        onChange={(event) => props.onChange(Number(event.target.value))}
      >
        {Array.from({ length: last }, (_, at) => last - at).map((number) => (
          <option key={number} value={number}>
            r{number}
          </option>
        ))}
      </select>
      {revision < last ? <span className="c-warn small">r{last} is newer</span> : null}
    </>
  );
}

/** Fragments that have something to lay over others. */
function useFragments() {
  const configurations = useConfigurations();
  return (configurations.data?.items ?? []).filter(
    (one) => one.kind === "fragment" && one.latestRevision > 0,
  );
}

function AddLayer(props: { taken: readonly string[]; onAdd: (layer: LayerReference) => void }) {
  const fragments = useFragments().filter((one) => !props.taken.includes(one.name));
  const [name, setName] = useState("");
  const chosen = fragments.find((one) => one.name === name) ?? fragments[0];
  if (chosen === undefined) {
    return (
      <p className="quiet small add-layer">
        <Icon name="layers" small />
        Fragments that are not used here can be laid over this text. Make one under{" "}
        <Link href="/configurations">Configurations</Link>, of the kind fragment.
      </p>
    );
  }
  return (
    <div className="add-layer row">
      <select
        className="input"
        aria-label="Fragment to lay over"
        value={chosen.name}
        onChange={(event) => setName(event.target.value)}
      >
        {fragments.map((one) => (
          <option key={one.name} value={one.name}>
            {one.name} r{one.latestRevision}
            {one.description ? `, ${one.description}` : ""}
          </option>
        ))}
      </select>
      <Button
        size="sm"
        icon="plus"
        onClick={() => props.onAdd({ configuration: chosen.name, revision: chosen.latestRevision })}
      >
        Lay it over
      </Button>
    </div>
  );
}
