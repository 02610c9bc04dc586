import type { AuditEntry, AuditSteps } from "@fleethub/api";
import { Moment } from "../parts/moment";
import { shortHash } from "../words/format";
import { actorName, VIA } from "./audit-words";

/** From who asked to what agents run, five steps; one that was not there says so. */
export function ProofSteps({ entry, steps }: { entry: AuditEntry; steps: AuditSteps }) {
  const { asked, approved, config, agents, applied } = steps;
  return (
    <ol className="proof">
      <li>
        <b>Asked</b>
        {actorName(entry)}, <Moment at={asked.at} />
        <div className="q">{VIA[entry.actor.via]}</div>
      </li>
      <li>
        <b>Approved</b>
        {approved === null ? (
          <span className="quiet">No approval was needed</span>
        ) : (
          <>
            {approved.text}
            {approved.at === null ? null : (
              <>
                , <Moment at={approved.at} />
              </>
            )}
            <div className="q">{approved.detail}</div>
          </>
        )}
      </li>
      <li>
        <b>Config</b>
        {config === null ? (
          <span className="quiet">About no configuration</span>
        ) : (
          <>
            {config.text}
            <div className="q mono" title={config.hash}>
              {shortHash(config.hash)} {config.hash.slice(8, 16)}
            </div>
          </>
        )}
      </li>
      <li>
        <b>Agents</b>
        {agents === null ? <span className="quiet">None was reached</span> : agents.text}
        {agents === null || agents.detail === "" ? null : <div className="q">{agents.detail}</div>}
      </li>
      <li>
        <b>Applied</b>
        {applied === null ? <span className="quiet">Nothing to apply</span> : applied.text}
        {applied === null || applied.detail === "" ? null : (
          <div className="q">{applied.detail}</div>
        )}
      </li>
    </ol>
  );
}
