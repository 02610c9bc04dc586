import type { Policy, PolicyDraft } from "@fleethub/api";
import { plural } from "../words/format";
import { PathLine } from "./path-line";
import { Link } from "../parts/link";

/** Configurations whose newest revision breaks the policy, before anybody runs them. */
export function DraftsThatBreak(props: { policy: Policy; drafts: readonly PolicyDraft[] }) {
  if (props.drafts.length === 0) return null;
  const blocks = props.policy.severity === "block";
  const one = props.drafts.length === 1;
  return (
    <section className="stack pol-group">
      <h3>{plural(props.drafts.length, "newest revision breaks", "newest revisions break")} it</h3>
      <p className="soft small">
        {blocks
          ? `${one ? "It is" : "They are"} kept back from agents in scope.`
          : `${one ? "It" : "They"} may leave; whoever pins ${one ? "it" : "them"} is warned.`}
      </p>
      <ul className="pol-causes">
        {props.drafts.map(({ configuration, revision, cause, path, line }) => (
          <li key={configuration}>
            <div className="row between">
              <Link href={`/configurations/one?name=${configuration}&rev=${revision}`}>
                {configuration} r{revision}
              </Link>
              {line === null ? null : <span className="quiet small">line {line}</span>}
            </div>
            <PathLine path={path} label={cause} />
          </li>
        ))}
      </ul>
    </section>
  );
}
