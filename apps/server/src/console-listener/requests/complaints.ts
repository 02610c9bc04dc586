import { type Problem, type ProblemError, problem } from "@fleethub/api";

/** Complaints that one refusal lists. */
export const COMPLAINTS_MAX = 100;

/** One complaint of a schema. The members that pointers are made of. */
export interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly Issue[])[];
}

/** The refusal of a request with these faults. */
export function notAsDescribed(errors: readonly ProblemError[]): Problem {
  const first = errors[0];
  const where = first?.pointer ? `${first.pointer}: ` : "";
  return problem("invalid-request", `${where}${first?.message ?? "not as described"}.`, {
    errors: errors.slice(0, COMPLAINTS_MAX),
  });
}

/** What a schema complains of, each with its pointer. Of a union the branch that is nearest. */
export function complaints(
  issues: readonly Issue[],
  point: (path: readonly PropertyKey[]) => string,
  above: readonly PropertyKey[] = [],
): ProblemError[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code === "unrecognized_keys" && issue.keys !== undefined) {
      return issue.keys.map((key) => ({
        pointer: point([...path, key]),
        message: `the field ${JSON.stringify(key)} is not known here`,
        remedy: "Leave it away, or correct its name.",
      }));
    }
    const branches = issue.code === "invalid_union" ? (issue.errors ?? []) : [];
    const nearest = branches.toSorted((a, b) => a.length - b.length)[0];
    if (nearest !== undefined && nearest.length > 0) return complaints(nearest, point, path);
    return [
      {
        pointer: point(path),
        message: issue.message.replace(/^Invalid input: /, ""),
        remedy: "Send what /api/v1/openapi.json describes for this field.",
      },
    ];
  });
}
