import type { Severity } from "@fleethub/collector-config";
import { visible } from "../visible.js";
import type { CheckedFile } from "./check-files.js";

const WORDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/** Workflow commands that GitHub shows beside the lines of a pull request. */
export function toGithub(files: readonly CheckedFile[]): readonly string[] {
  return files.flatMap(({ file, findings }) =>
    findings.map(({ severity, code, line, column, message, remedy }) => {
      const where = `file=${property(file)},line=${line},col=${column},title=${property(code)}`;
      return `::${WORDS[severity]} ${where}::${data(`${message}\n${remedy}`)}`;
    }),
  );
}

function data(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
