import type { PreviewVerb } from "@fleethub/api";
import { answered, clientOf } from "../hub/ask.js";
import { print } from "../hub/print.js";
import type { HubFlags } from "../hub/server-option.js";

/** Asks somebody else to approve a change, and says how it goes on. */
export async function askForApproval(
  flags: HubFlags,
  verb: PreviewVerb,
  input: Readonly<Record<string, unknown>>,
  message: string,
): Promise<void> {
  const body = { verb, input: { ...input }, message };
  const request = await answered(clientOf(flags).requestApproval({ body }));
  const { number, title, expiresAt, preview } = request;
  print(flags.output, request, () => [
    `Request ${number}: ${title}`,
    ...(preview?.approval === null || preview === null ? [] : [preview.approval.words]),
    `It waits until ${expiresAt}. fleethub approvals show ${number} tells how it stands.`,
  ]);
}
