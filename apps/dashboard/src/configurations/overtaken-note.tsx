import { Button } from "../parts/button";
import { Note } from "../parts/note";

/** A newer revision was saved while this draft was written: both are kept, and can be compared. */
export function OvertakenNote(props: { number: number; latest: number; onCompare: () => void }) {
  const { number, latest } = props;
  return (
    <Note
      tone="warn"
      action={
        <Button size="sm" onClick={props.onCompare}>
          Compare with r{latest}
        </Button>
      }
    >
      {`r${latest} was saved since this draft was begun over r${number}. Saving keeps both: this draft becomes r${latest + 1}.`}
    </Note>
  );
}
