import { useState } from "react";
import { toast } from "./toast";
import { Button } from "./button";

/** Copies a text. `label` names what is copied where no word is shown. */
export function CopyButton(props: {
  text: string;
  label: string;
  word?: boolean;
  className?: string;
}) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch {
      toast({
        tone: "warn",
        title: "The browser does not allow copying here",
        detail: "Select the text and copy it by hand.",
      });
    }
  };
  return (
    <Button
      size="sm"
      icon={copied ? "check" : "copy"}
      aria-label={copied ? "Copied" : props.label}
      className={props.className}
      onClick={copy}
    >
      {props.word ? (copied ? "Copied" : "Copy") : undefined}
    </Button>
  );
}
