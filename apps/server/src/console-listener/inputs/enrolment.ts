import type { RouteRequest } from "@fleethub/api";
import type {
  CreateEnrolmentToken,
  RevokeCredential,
  RevokeEnrolmentToken,
} from "@fleethub/control-plane";

/** What a token is made with; times as numbers. */
export function createTokenInput({
  body,
}: Pick<RouteRequest<"createEnrolmentToken">, "body">): CreateEnrolmentToken {
  const { expiresAt, ...rest } = body;
  return { ...rest, expiresAt: expiresAt === null ? null : Date.parse(expiresAt) };
}

/** Which token, why, and whether its agents go too. */
export function revokeTokenInput({
  params: { name },
  body: { reason, agents },
}: Pick<RouteRequest<"revokeEnrolmentToken">, "params" | "body">): RevokeEnrolmentToken {
  return { name, reason, agents };
}

/** Which credential of which agent, and why. */
export function revokeCredentialInput({
  params: { uid, id: credential },
  body: { reason },
}: Pick<RouteRequest<"revokeCredential">, "params" | "body">): RevokeCredential & {
  readonly uid: string;
} {
  return { uid, credential, reason };
}
