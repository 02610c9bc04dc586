import type { ServerToAgent } from "@fleethub/opamp";
import type { CreateEnrolmentToken } from "../verbs/create-enrolment-token.js";
import { settle } from "./fake-time.js";
import { CALL, type TestHub } from "./open-hub.js";
import { ScriptedSupervisor } from "./supervisor.js";

/** What the door said: the identity of who may come in, or the code of the refusal. */
export type Knocked =
  | { readonly identity: unknown; readonly headers: Readonly<Record<string, string>> }
  | { readonly refused: string };

/**
 * Knocks with a credential, as a listener that takes nobody without one does.
 *
 * @param instanceUid as whom it says in a header that it comes
 */
export async function knock(
  hub: TestHub,
  credential: string,
  instanceUid?: string,
): Promise<Knocked> {
  const authorization = `Bearer ${credential}`;
  const claims = instanceUid === undefined ? undefined : { instanceUid, remoteAddress: "10.0.0.9" };
  const found = await hub.plane.identify({ authorization, nameless: null, claims });
  if (found.kind === "peer") {
    return { identity: found.peer, headers: { host: "hub:4320", authorization } };
  }
  return { refused: found.kind === "refused" ? found.refusal.code : found.kind };
}

/** A supervisor that came past the door; a refusal at the door is a defect of the test. */
export async function comeIn(
  hub: TestHub,
  uid: string,
  credential: string,
): Promise<ScriptedSupervisor> {
  const knocked = await knock(hub, credential);
  if ("refused" in knocked) throw new Error(`The door refused: ${knocked.refused}`);
  return new ScriptedSupervisor(hub, uid, knocked.headers, knocked.identity);
}

/** The same supervisor with a new client: after a start, or because it was told another credential. */
export async function comeAgain(
  hub: TestHub,
  supervisor: ScriptedSupervisor,
  credential: string,
): Promise<readonly ServerToAgent[]> {
  const knocked = await knock(hub, credential);
  if ("refused" in knocked) throw new Error(`The door refused: ${knocked.refused}`);
  supervisor.beginAnew(hub, knocked.headers, knocked.identity);
  return supervisor.hello();
}

/** A token's text. */
export async function makeEnrolmentToken(
  hub: TestHub,
  input: Partial<CreateEnrolmentToken> = {},
): Promise<string> {
  const done = await hub.plane.run("create-enrolment-token", CALL, { name: "edge", ...input });
  if (done.kind === "problem") throw new Error(done.detail);
  await settle();
  return done.value.value;
}

/** The credentials that these messages offer, as they stand in the header, newest last. */
export function credentialsIn(messages: readonly ServerToAgent[]): readonly string[] {
  return messages.flatMap(({ connectionSettings }) => {
    const { headers = [] } = connectionSettings?.opamp?.headers ?? {};
    return headers.flatMap(({ key, value }) =>
      key.toLowerCase() === "authorization" ? [value.replace(/^Bearer /, "")] : [],
    );
  });
}

/** Why a report was refused; null where it was not. */
export function refusalIn(messages: readonly ServerToAgent[]): string | null {
  return messages.flatMap(({ errorResponse }) => errorResponse?.errorMessage ?? [])[0] ?? null;
}
