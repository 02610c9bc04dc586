"use client";
import { useState } from "react";
import { useParam } from "../data/address";
import { useHub } from "../data/queries";
import { Icon } from "../parts/icon";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { Choices } from "./choices";
import { Instructions } from "./instructions";
import { LiveCheck } from "./live-check";
import { PlaceIcon } from "./place-icon";
import { placeOf, PLACES } from "./places";
import type { ChosenToken } from "./token-step";
import { useDoor } from "./use-door";
import { WAYS, wayOf } from "./ways";

const WAY_OPTIONS = WAYS.map(({ way, icon, ...words }) => ({
  ...words,
  value: way,
  icon: <Icon name={icon} small />,
}));
const PLACE_OPTIONS = PLACES.map(({ place, ...words }) => ({
  ...words,
  value: place,
  icon: <PlaceIcon place={place} />,
}));

/** What do I run, and which step fails. */
export function ConnectPage() {
  const hub = useHub();
  const [via, setVia] = useParam("via");
  const [where, setWhere] = useParam("where");
  const way = wayOf(via);
  const place = placeOf(where);
  const field = useDoor(hub.data);
  // The text of a token is known of one that was made here, so it outlives another choice of way or place.
  const [chosen, setChosen] = useState<ChosenToken | null>(null);
  return (
    <>
      <PageHead
        lined
        title="Connect collectors"
        sub="They keep their own config until you assign one"
      />
      <div className="scroll">
        {hub.error ? (
          <Trouble error={hub.error} onRetry={() => void hub.refetch()} />
        ) : hub.data && field ? (
          <div className="pad wiz">
            <div>
              <Choices
                name="way"
                title="Who talks to the hub?"
                options={WAY_OPTIONS}
                value={way}
                across={2}
                onChange={setVia}
              />
              {way === "simulated" ? null : (
                <Choices
                  name="place"
                  title="Where does it run?"
                  options={PLACE_OPTIONS}
                  value={place}
                  across={4}
                  onChange={setWhere}
                />
              )}
              <Instructions
                key={`${way} ${place}`}
                way={way}
                place={place}
                hub={hub.data}
                field={field}
                chosen={chosen}
                onChoose={setChosen}
              />
            </div>
            <LiveCheck hub={hub.data} door={field.door} />
          </div>
        ) : (
          <Skeleton lines={10} label="Loading how to connect" />
        )}
      </div>
    </>
  );
}
