import { parseConfig, type ReportedComponents } from "@fleethub/collector-config";

const SECTIONS = ["receivers", "processors", "exporters", "connectors", "extensions"] as const;
type Section = (typeof SECTIONS)[number];

const isSection = (text: string): text is Section => SECTIONS.some((one) => one === text);

/**
 * Names that fit at a place: in a pipeline the components that the text defines, directly under a section the
 * types that an agent reported. Empty elsewhere.
 */
export function componentNames(
  text: string,
  offset: number,
  reported: ReportedComponents | undefined,
): readonly string[] {
  const lines = text.slice(0, offset).split("\n");
  const line = lines.pop() ?? "";
  const inList = /^\s*(receivers|processors|exporters|extensions):\s*\[[^\]]*$/.exec(line)?.[1];
  if (inList !== undefined && isSection(inList)) return defined(text, inList);
  if (/^\s*-\s/.test(line)) {
    const owner = [...lines].reverse().find((one) => /^\s*[\w-]+:\s*$/.test(one));
    const key = owner?.trim().slice(0, -1) ?? "";
    return isSection(key) && /^\s/.test(owner ?? "") ? defined(text, key) : [];
  }
  if (!/^ {2}[\w/.-]*$/.test(line)) return [];
  const top = [...lines].reverse().find((one) => /^\S/.test(one) && !one.startsWith("#"));
  const section = /^(\w+):/.exec(top ?? "")?.[1] ?? "";
  return isSection(section) && reported !== undefined ? Object.keys(reported[section]).sort() : [];
}

/** Connectors stand among receivers and exporters. */
function defined(text: string, section: Section): readonly string[] {
  const config = parseConfig(text).config;
  if (config === null) return [];
  const wanted = section.slice(0, -1);
  const both = section === "receivers" || section === "exporters";
  return [
    ...new Set(
      config.components
        .filter((one) => one.class === wanted || (both && one.class === "connector"))
        .map((one) => one.id),
    ),
  ].sort();
}
