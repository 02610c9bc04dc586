"use client";
import type { Group } from "@fleethub/api";
import dynamic from "next/dynamic";
import { configurationHref } from "../configurations/addresses";
import { Icon } from "../parts/icon";
import { Link } from "../parts/link";

/** Reads the fragment, so it brings the reader of configurations with it. */
const LayerSets = dynamic(() => import("./layer-sets").then((part) => part.LayerSets), {
  ssr: false,
});

/** What a group's agents run, layer by layer, the upper one wins. */
export function GroupLayers({ group }: { group: Group }) {
  const { stable } = group;
  if (stable === null) return null;
  const own = { configuration: stable.configuration, revision: stable.revision };
  // The last that is laid over wins, so it stands above; the own text is undermost.
  const layers = [...stable.layers].reverse();
  return (
    <div>
      <h3 className="grp-h3">What its agents run, the upper layer wins</h3>
      <ol className="grp-layers">
        {layers.map((layer) => (
          <Layer key={layer.configuration} of={layer}>
            <LayerSets layer={layer} />
          </Layer>
        ))}
        <Layer of={own}>the group’s own</Layer>
      </ol>
    </div>
  );
}

function Layer(props: {
  of: { readonly configuration: string; readonly revision: number };
  children: React.ReactNode;
}) {
  const { configuration, revision } = props.of;
  return (
    <li>
      <Icon name="layers" className="quiet" />
      <Link className="strong" href={configurationHref(configuration, revision)}>
        {configuration}
      </Link>
      <span className="quiet">r{revision}</span>
      <span className="small soft clip">{props.children}</span>
    </li>
  );
}
