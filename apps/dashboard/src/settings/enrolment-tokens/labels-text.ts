const KEY = /^[A-Za-z0-9]([A-Za-z0-9_./-]{0,61}[A-Za-z0-9])?$/;

/** Labels as they are typed, and why they cannot be taken. */
export interface LabelsRead {
  readonly labels: Readonly<Record<string, string>>;
  readonly fault?: string;
}

/** Reads `KEY=VALUE` pairs with blanks or commas between them. The first fault is told. */
export function readLabels(text: string): LabelsRead {
  const labels: Record<string, string> = {};
  for (const pair of text.split(/[\s,]+/).filter((one) => one !== "")) {
    const at = pair.indexOf("=");
    if (at < 0) return { labels, fault: `“${pair}” has no value: write ${pair}=VALUE` };
    const key = pair.slice(0, at);
    if (!KEY.test(key)) return { labels, fault: `“${key}” cannot be the key of a label` };
    if (Object.hasOwn(labels, key)) return { labels, fault: `“${key}” stands there twice` };
    labels[key] = pair.slice(at + 1);
  }
  return { labels };
}
