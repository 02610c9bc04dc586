import type { CheckedFile } from "./check-files.js";

/** One object per file and line. */
export function toJson(files: readonly CheckedFile[]): readonly string[] {
  return files.map(({ file, findings }) =>
    JSON.stringify({
      file,
      findings: findings.map(({ severity, code, line, column, path, message, remedy }) => ({
        severity,
        code,
        line,
        column,
        path: path.join("."),
        message,
        remedy,
      })),
    }),
  );
}
