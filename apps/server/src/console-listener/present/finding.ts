import type { Finding } from "@fleethub/api";
import type { PlacedFinding } from "@fleethub/control-plane";

/** A judged finding as the API shows it. One in a layer has no line of the text itself. */
export function presentFinding(finding: PlacedFinding): Finding {
  const { severity, code, path, message, remedy, layer, policy } = finding;
  const { line, column } = layer === undefined ? finding : { line: 0, column: 0 };
  return {
    severity,
    code,
    line: line >= 1 ? line : null,
    column: column >= 1 ? column : null,
    path: path.join("."),
    message,
    remedy,
    ...(layer === undefined ? {} : { layer }),
    ...(policy === undefined ? {} : { policy }),
  };
}
