import {
  type Accounts,
  API_TOKENS_MAX,
  type Logger,
  SEEDED_TOKEN_NAME,
} from "@fleethub/control-plane";
import { isLoopback, type Settings } from "../../settings/index.js";

/** How the console is opened while nobody may have signed in yet. */
export interface Opening {
  /** Where it listens. */
  readonly host: string;
  /** Nobody may do anything yet: only this machine is served. */
  readonly isThisMachineOnly: boolean;
  /** Text that makes the first administrator; null where there is one. */
  readonly token: string | null;
  /** What the person who starts the hub should know of it, one line each. */
  readonly notes: readonly string[];
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
  const left = settings.adminTokenFile === null && (await hasSeededToken(accounts));
  const notes = left ? [TOKEN_LEFT] : [];
  const asked = settings.consoleHost;
  const isThisMachineOnly = !(await accounts.hasAdministrator());
  if (isLoopback(asked) || !isThisMachineOnly) {
    return { host: asked, isThisMachineOnly, token, notes };
  }
  const note = `The console stays on this machine, not on ${asked}, until there is an administrator: open the link below here, or start with FLEETHUB_ADMIN_TOKEN_FILE.`;
  logger.warn(
    { consoleHost: asked },
    "the console stays on loopback until there is an administrator",
  );
  return { host: "127.0.0.1", isThisMachineOnly, token, notes: [note, ...notes] };
}

/** Another hub of the same database may still be given the file, so its token ends by hand alone. */
const TOKEN_LEFT = `The administrator's token that FLEETHUB_ADMIN_TOKEN_FILE made is still valid, although the setting is gone: fleethub tokens revoke ${SEEDED_TOKEN_NAME} --person '*' ends it.`;

async function hasSeededToken({ apiTokens }: Accounts): Promise<boolean> {
  const page = await apiTokens.list("nobody", { limit: API_TOKENS_MAX + 1, cursor: null });
  return page.items.some(({ name }) => name === SEEDED_TOKEN_NAME);
}

/** The link itself. What stands behind # is sent to nobody. */
export const firstRunLink = (consoleUrl: string, token: string): string =>
  `${consoleUrl}/first-run#token=${token}`;
