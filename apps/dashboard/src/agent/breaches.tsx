import type { AgentBreach } from "@fleethub/api";
import { Badge } from "../parts/badge";
import { Card } from "../parts/card";
import { Moment } from "../parts/moment";
import { plural } from "../words/format";
import { Link } from "../parts/link";
import "../styles/pages/breaches.css";

/** Policies that the agent's effective config breaks, each with its cause and since when. Nothing where all hold. */
export function Breaches({ of }: { of: readonly AgentBreach[] }) {
  if (of.length === 0) return null;
  return (
    <Card
      flush
      title={`Breaks ${plural(of.length, "policy", "policies")}`}
      acts={
        <Link className="small" href="/policies">
          All policies
        </Link>
      }
    >
      <ul className="breaches">
        {of.map(({ policy, title, severity, since, excepted, cause }) => (
          <li key={policy}>
            <i
              className={`m m-${excepted ? "unknown" : severity === "block" ? "unhealthy" : "degraded"}`}
              aria-hidden="true"
            />
            <span>
              <Link href={`/policies?name=${policy}`}>{title}</Link>{" "}
              {excepted ? <Badge tone="hold">Accepted for a while</Badge> : null}
            </span>
            <span className="quiet small nowrap">
              since <Moment at={since} />
            </span>
            {cause === "" ? null : <p className="soft small">{cause}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
