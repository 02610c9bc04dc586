import { type Problem, problem } from "@fleethub/api";
import type { Accounts, ShownCredentials } from "@fleethub/control-plane";
import type { Authenticate } from "../authorise.js";
import type { Peer } from "../guard/judge-request.js";
import { readCookie, sessionCookieName } from "./cookies.js";

/** Finds out by session or API token who sent a request. */
export function createAuthenticate(accounts: Accounts): Authenticate {
  // Remembered, so that strangers do not make the hub ask its database; it decides words alone.
  let isThereOne = false;
  return async (request, purpose, peer) => {
    const shown = presented(request.headers, peer, purpose === "request");
    const found =
      shown === null ? ({ kind: "refused" } as const) : await accounts.doors.authenticate(shown);
    if (found.kind === "session" || found.kind === "api-token") {
      return { subject: found.subject, signedIn: found };
    }
    if (found.kind === "refused") return notSignedIn(request.headers);
    isThereOne ||= await accounts.hasAdministrator();
    return isThereOne ? notSignedIn(request.headers) : firstRunOpen();
  };
}

/** What a request shows; null where it says that it shows something and does not. */
function presented(
  headers: Headers,
  { address, isSecure }: Peer,
  isUse: boolean,
): ShownCredentials | null {
  const authorization = headers.get("authorization");
  const session = readCookie(headers.get("cookie"), sessionCookieName(isSecure));
  if (authorization === null) return { bearer: null, session, address, isUse };
  const bearer = /^bearer +([\x21-\x7e]{1,1024})$/i.exec(authorization)?.[1];
  return bearer === undefined ? null : { bearer, session: null, address, isUse };
}

function notSignedIn(headers: Headers): Problem {
  return problem(
    "not-signed-in",
    headers.get("authorization") === null
      ? "Sign in on the console, or send an API token with `Authorization: Bearer …`. The console makes tokens under Settings; `fleethub` takes them by FLEETHUB_TOKEN_FILE."
      : "This API token is not valid here: it was revoked, it has expired, or it was not written as `Authorization: Bearer fha_…`. Make another on the console under Settings.",
  );
}

const firstRunOpen = () =>
  problem(
    "first-run",
    "Open the link that the hub printed at its start: it makes the first administrator. Without a terminal, start the hub with FLEETHUB_ADMIN_TOKEN_FILE.",
  );
