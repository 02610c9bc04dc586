"use client";
import { useQuery } from "@tanstack/react-query";
import { InWords } from "../configurations/in-words";
import { useComparison } from "../configurations/use-comparison";
import { answered, hub } from "../data/hub";
import { unified } from "../editor/unified";
import { Skeleton } from "../parts/skeleton";
import { TextDiff } from "../parts/text-diff";
import { Trouble } from "../parts/trouble";

/** What an act changed in a configuration: the text line by line, and what it means. Loaded when a row opens. */
export function RevisionChange(props: { configuration: string; from: number | null; to: number }) {
  const { configuration, from, to } = props;
  const texts = useQuery({
    queryKey: ["revision-texts", configuration, from, to],
    queryFn: async () => {
      const read = (number: number) =>
        answered(hub.getRevision({ params: { name: configuration, number } }));
      const [before, after] = await Promise.all([from === null ? null : read(from), read(to)]);
      return { before: before?.content ?? null, after: after.content };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (texts.error) return <Trouble error={texts.error} onRetry={() => void texts.refetch()} />;
  if (texts.data === undefined) return <Skeleton lines={4} label="Loading the change" />;
  return <Change {...texts.data} configuration={configuration} from={from} to={to} />;
}

function Change(props: {
  before: string | null;
  after: string;
  configuration: string;
  from: number | null;
  to: number;
}) {
  const { before, after, configuration, from, to } = props;
  const compared = useComparison(before, after);
  const words = compared === null ? [] : [...compared.follows, ...compared.words];
  return (
    <div className="halves">
      <div className="framed">
        <TextDiff
          text={unified(before ?? "", after)}
          label={`${configuration} ${from === null ? "" : `r${from} to `}r${to}, line by line`}
        />
      </div>
      <div>
        <p className="aud-head">In words</p>
        {compared === null ? (
          <p className="soft">Before there was nothing to compare it with.</p>
        ) : words.length === 0 ? (
          <p className="soft">Nothing changes in what the Collector does.</p>
        ) : (
          <InWords words={words} />
        )}
      </div>
    </div>
  );
}
