"use client";
import type { Policy } from "@fleethub/api";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icon";
import { plural } from "../words/format";

/** Where the evidence of a policy is read: one line of JSON per agent. */
export const evidenceHref = (name: string) => `/api/v1/policies/${name}/evidence`;

/** The file that it is saved as. */
export const evidenceName = (name: string) =>
  `${name}-evidence-${new Date().toISOString().slice(0, 10)}.ndjson`;

/** What an auditor can take away, one file for each promise. */
export function EvidenceDialog(props: { policies: readonly Policy[]; onClose: () => void }) {
  const inForce = props.policies.filter(({ enabled }) => enabled);
  return (
    <Dialog
      title="Evidence for an auditor"
      onClose={props.onClose}
      acts={<Button onClick={props.onClose}>Close</Button>}
    >
      <p className="soft">
        One file for each promise, one line of JSON for each agent in its scope, as it stands at the
        moment of the download: digest of the effective config, digest of the rule, verdict, the
        path with its gap, since when. Equal digests mean equal configs.
      </p>
      <ul className="pol-files">
        {inForce.map(({ name, title, standing }) => (
          <li key={name}>
            <span>
              <b>{title}</b>
              <span className="quiet small">{plural(standing.agents, "line")}</span>
            </span>
            <a
              className="btn sm"
              href={evidenceHref(name)}
              download={evidenceName(name)}
              aria-label={`Evidence of ${title}`}
            >
              <Icon name="download" small />
              Download
            </a>
          </li>
        ))}
      </ul>
      {inForce.length === 0 ? <p className="quiet">No policy is in force.</p> : null}
    </Dialog>
  );
}
