import type { Grant } from "@fleethub/api";
import { mostFirst, ROLE_WORDS } from "../../words/roles";

/** What somebody may do, one chip for each grant. */
export function GrantsLine({ grants }: { grants: readonly Grant[] }) {
  if (grants.length === 0) return <span className="quiet">no role</span>;
  return (
    <span className="grants">
      {mostFirst(grants).map(({ role, reach }) => (
        <span key={`${role} ${reach ?? ""}`} className="chip">
          {ROLE_WORDS[role]}
          {reach === null ? null : <code className="quiet">{reach}</code>}
        </span>
      ))}
    </span>
  );
}
