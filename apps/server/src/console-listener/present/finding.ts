import type { Finding } from "@fleethub/api";
import type { Finding as JudgedFinding } from "@fleethub/collector-config";

/** A judged finding as the API shows it. */
export function presentFinding(finding: JudgedFinding): Finding {
  const { severity, code, line, column, path, message, remedy } = finding;
  return {
    severity,
    code,
    line: line >= 1 ? line : null,
    column: column >= 1 ? column : null,
    path: path.join("."),
    message,
    remedy,
  };
}
