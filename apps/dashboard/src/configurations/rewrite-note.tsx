import { Button } from "../parts/button";
import { Note } from "../parts/note";
import { plural } from "../words/format";

/** What has to be written again in a draft of what an agent runs, until somebody says that it was. */
export function RewriteNote(props: { paths: readonly string[]; onDone: () => void }) {
  const { paths } = props;
  if (paths.length === 0) return null;
  return (
    <div className="rewrite">
      <Note
        tone="warn"
        action={
          <Button size="sm" icon="check" onClick={props.onDone}>
            They are written
          </Button>
        }
      >
        <b>{plural(paths.length, "value has", "values have")} to be written again</b>
        <p>
          A Collector masks secrets and does not print every option back, so what the agent reported
          lacks these:
        </p>
        <ul>
          {paths.map((path) => (
            <li key={path}>
              <code>{path}</code>
            </li>
          ))}
        </ul>
      </Note>
    </div>
  );
}
