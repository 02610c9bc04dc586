"use client";
import { useQuery } from "@tanstack/react-query";
import { answered, hub } from "../../data/hub";
import { Note } from "../../parts/note";
import { plural } from "../../words/format";
import { settingsKey } from "../parts/use-settings";

/** Says that nothing can be sealed, or that a rotation of the hub's key is not done. Nothing where all is well. */
export function HubKeyNote() {
  const key = useQuery({
    queryKey: settingsKey("hub-key"),
    queryFn: () => answered(hub.describeHubKey()),
  }).data;
  if (key === undefined) return null;
  if (!key.held)
    return (
      <Note tone="bad" icon="key">
        <b>This hub holds no key, so no secret can be written or offered.</b> {key.detail}
      </Note>
    );
  if (key.underFormerKeys === 0) return null;
  return (
    <Note tone="warn" icon="key">
      <b>
        {plural(key.underFormerKeys, "sealed value")} of {key.sealed} stand under a former key.
      </b>{" "}
      <code>fleethub key rotate</code> seals them anew; keep the former key until then.
    </Note>
  );
}
