import { createHash } from "node:crypto";
import { createClient } from "@fleethub/api";
import type { Grant } from "@fleethub/fleet/access";
import type { TestHub } from "./test-hub.js";

/** Somebody who asks a hub with an API token of his own. */
export interface TestPerson {
  readonly name: string;
  readonly token: string;
  readonly client: ReturnType<typeof createClient>;
}

let made = 0;

/** Adds a person with these grants, and an API token that has them too. */
export async function addPerson(
  { storage, hub }: Pick<TestHub, "storage" | "hub">,
  name: string,
  grants: readonly Grant[],
): Promise<TestPerson> {
  made += 1;
  const id = made.toString(16).padStart(16, "0");
  const secret = `${name}-`.padEnd(43, "x");
  const hash = createHash("sha256").update(secret).digest("hex");
  await storage.store.commit({
    writes: [
      {
        kind: "add-person",
        person: {
          name,
          displayName: name,
          grants,
          disabled: false,
          password: null,
          identity: null,
          invitation: null,
          lastSignInAt: null,
          version: 1,
          createdAt: 0,
          createdBy: "test",
        },
      },
      {
        kind: "add-api-token",
        token: {
          id,
          hash,
          name: "test",
          owner: name,
          grants,
          expiresAt: null,
          lastUsedAt: null,
          lastAddress: null,
          createdAt: 0,
        },
      },
    ],
  });
  const token = `fha_${id}_${secret}`;
  const client = createClient({
    baseUrl: hub.consoleUrl,
    fetch: (url, init) => fetch(url, init),
    headers: { authorization: `Bearer ${token}` },
  });
  return { name, token, client };
}
