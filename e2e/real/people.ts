import type { Grant, PersonCreated } from "@fleethub/api";
import type { BrowserContext, Page } from "@playwright/test";
import type { Hub } from "./hub.js";

/** A password that the hub takes. */
export const PASSWORD = "a long password of the journeys";

/** Who the journeys act as where nothing else is said. */
const ADMINISTRATOR: readonly Grant[] = [{ role: "administrator", reach: null }];

/** Makes a person and signs this browser in as it, by the invitation's link as people do. */
export async function signIn(
  hub: Hub,
  context: BrowserContext,
  name = "console-journey",
  grants: readonly Grant[] = ADMINISTRATOR,
): Promise<void> {
  const path =
    (await hub.api("GET", `/people/${name}`)).status === 200 ? `/${name}/invitation` : "";
  const made = await hub.must<PersonCreated | PersonCreated["invitation"]>(
    "POST",
    `/people${path}`,
    path === "" ? { name, displayName: "", grants } : undefined,
  );
  const { token } = "invitation" in made ? made.invitation : made;
  const entered = await context.request.post(`${hub.console}/api/v1/invitation`, {
    data: { token, password: PASSWORD },
  });
  if (!entered.ok()) throw new Error(`signing in answered ${entered.status()}`);
}

/** Signs in on the page that asks who one is. */
export async function enter(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.locator("#password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Leaves as people do. */
export async function leave(page: Page): Promise<void> {
  await page.locator(".who-am-i").click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
}
