import { Empty } from "../parts/empty";
import { Link } from "../parts/link";

export default function NotFound() {
  return (
    <div className="scroll">
      <Empty
        title="Nothing is at this address"
        action={
          <Link className="btn" href="/agents">
            Show the agents
          </Link>
        }
      >
        The page was moved, or belongs to a later version of Fleet Hub.
      </Empty>
    </div>
  );
}
