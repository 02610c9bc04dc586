import { inject } from "vitest";

/** opamp-go as a program; null where Go is missing, and what needs it is then skipped. */
export const opampGo = inject("opampGo");

export function requireGoProgram(): string {
  if (!opampGo) throw new Error("opamp-go was not built");
  return opampGo;
}
