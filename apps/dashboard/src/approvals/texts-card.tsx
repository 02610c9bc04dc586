"use client";
import type { ApprovalDetail } from "@fleethub/api";
import { useRevisionTexts } from "../data/approvals";
import { configurationHref } from "../configurations/addresses";
import { Card } from "../parts/card";
import { Link } from "../parts/link";
import { Skeleton } from "../parts/skeleton";
import { TextDiff } from "../parts/text-diff";
import { Trouble } from "../parts/trouble";

type Texts = ApprovalDetail["texts"][number];

/** The texts of what would be released, line by line against what runs now. */
export function TextsCard({ texts }: { texts: readonly Texts[] }) {
  return texts.map((text) => (
    <Card key={JSON.stringify(text)} flush title={titleOf(text)}>
      <Compared text={text} />
    </Card>
  ));
}

function titleOf({ configuration, from, to }: Texts): string {
  return from === null ? `${configuration} r${to}` : `${configuration} r${from} to r${to}, in text`;
}

function Compared({ text }: { text: Texts }) {
  const { configuration, from, to } = text;
  const compared = useRevisionTexts(configuration, from, to);
  if (from === null)
    return (
      <p className="body soft">
        No revision of it is stable there now.{" "}
        <Link href={configurationHref(configuration)}>Read {configuration}</Link>
      </p>
    );
  if (compared.error)
    return <Trouble error={compared.error} onRetry={() => void compared.refetch()} />;
  if (compared.data === undefined) return <Skeleton lines={6} label="Loading the texts" />;
  return <TextDiff text={compared.data.text} label={titleOf(text)} />;
}
