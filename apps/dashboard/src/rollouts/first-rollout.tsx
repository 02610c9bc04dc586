import { Empty } from "../parts/empty";
import { Link } from "../parts/link";

/** What a rollout is for, and where the first one begins. */
export function FirstRollout() {
  return (
    <Empty
      title="A rollout changes a group wave by wave"
      action={
        <Link className="btn" href="/groups">
          Begin with a group
        </Link>
      }
    >
      It brings a revision to a few agents that stand for the rest, watches what they do against
      what they did before and against the others, goes on while nothing speaks against it, and
      stops or goes back by itself when something does. Choose a group, then what to roll out to it.
      In the workspace of a <Link href="/configurations">configuration</Link> it is the button Roll
      out.
    </Empty>
  );
}
