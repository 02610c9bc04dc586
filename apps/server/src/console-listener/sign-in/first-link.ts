import type { Accounts, Logger } from "@fleethub/control-plane";
import { isLoopback, type Settings } from "../../settings/index.js";

/** How the console is opened while nobody may have signed in yet. */
export interface Opening {
  /** Where it listens. */
  readonly host: string;
  /** Text that makes the first administrator; null where there is one. */
  readonly token: string | null;
  /** Why it listens elsewhere than it was told; null where it does not. */
  readonly note: string | null;
}

/** Before there is an administrator the console is for this machine alone, whatever the settings say. */
export async function openingOf(
  settings: Settings,
  accounts: Accounts,
  logger: Logger,
): Promise<Opening> {
  const token = await accounts.firstRunToken();
  if (token !== null) {
    logger.info(
      {},
      "nobody is an administrator yet; the link that makes one is on standard output",
    );
  }
  const asked = settings.consoleHost;
  if (isLoopback(asked) || (await accounts.hasAdministrator())) {
    return { host: asked, token, note: null };
  }
  const note = `The console stays on this machine, not on ${asked}, until there is an administrator: open the link below here, or start with FLEETHUB_ADMIN_TOKEN_FILE.`;
  logger.warn(
    { consoleHost: asked },
    "the console stays on loopback until there is an administrator",
  );
  return { host: "127.0.0.1", token, note };
}

/** The link itself. What stands behind # is sent to nobody. */
export const firstRunLink = (consoleUrl: string, token: string): string =>
  `${consoleUrl}/first-run#token=${token}`;
