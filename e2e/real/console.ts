import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import {
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
  chromium,
} from "@playwright/test";
import type { Hub } from "./hub.js";
import { signIn } from "./people.js";

/** The Chromium that the journeys start; `FLEETHUB_CHROMIUM` moves it. */
export const EXECUTABLE = process.env["FLEETHUB_CHROMIUM"] ?? "/usr/bin/chromium";

/** Where pictures go; `FLEETHUB_PICTURES` names another folder, such as the documentation's. */
const PICTURES = process.env["FLEETHUB_PICTURES"] ?? join(import.meta.dirname, "../test-results");

/** Keeps Chromium from asking anybody on the internet. */
export const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Runs in the page: resolves when nothing is on its way from one style to another. */
const TRANSITIONS_ENDED = `Promise.allSettled(
  document.getAnimations()
    .filter((one) => one instanceof CSSTransition)
    .map((one) => one.finished),
).then(() => null)`;

/** Runs in the page: elements beyond the right edge of a window that can be scrolled sideways. */
const TOO_WIDE = `document.documentElement.scrollWidth <= innerWidth
  ? []
  : [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => [one.localName, ...one.classList].join("."))`;

/** More than any page has that can be focused. */
const TABS_MAX = 120;

/** True where a Chromium is installed. */
export function hasChromium(): boolean {
  if (existsSync(EXECUTABLE)) return true;
  if ((process.env["FLEETHUB_REQUIRE"] ?? "").split(",").includes("chromium"))
    throw new Error(`Chromium is required (FLEETHUB_REQUIRE names it) and not at ${EXECUTABLE}.`);
  console.warn(
    `skipped: the browser journeys need Chromium at ${EXECUTABLE} (FLEETHUB_CHROMIUM moves it)`,
  );
  return false;
}

/** A browser on the console of one hub that notes everything that should not happen. */
export class Console {
  /** Errors of the page and requests that went elsewhere than to the hub. */
  readonly complaints: string[] = [];

  private constructor(
    readonly hub: Hub,
    readonly browser: Browser,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on("pageerror", (error) => this.complaints.push(`error: ${error.message}`));
    page.on("console", (message) => {
      const answered = message.text().startsWith("Failed to load resource: the server responded");
      if (message.type() === "error" && !answered)
        this.complaints.push(`console: ${message.text()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 500) this.complaints.push(`${response.status()}: ${response.url()}`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(hub.console) && !url.startsWith("data:") && !url.startsWith("blob:"))
        this.complaints.push(`outside request: ${url}`);
    });
  }

  /** Signed in as an administrator. */
  static async open(hub: Hub, theme: "light" | "dark" = "light"): Promise<Console> {
    const console = await Console.atTheDoor(hub, theme);
    await signIn(hub, console.context);
    return console;
  }

  /** Signed in as nobody; in a context of its own where a browser is given. */
  static async atTheDoor(
    hub: Hub,
    theme: "light" | "dark" = "light",
    beside?: Browser,
  ): Promise<Console> {
    const browser = beside ?? (await chromium.launch({ executablePath: EXECUTABLE, args: QUIET }));
    const context = await browser.newContext({
      baseURL: hub.console,
      colorScheme: theme,
      viewport: { width: 1440, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    return new Console(hub, browser, context, await context.newPage());
  }

  /** Replaces what stands in the editor, as a paste does. */
  async write(text: string): Promise<void> {
    await this.page.locator(".cm-content[contenteditable=true]").click();
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.insertText(text);
  }

  /** Goes on by Tab until it has the focus. */
  async tabTo(wanted: Locator): Promise<void> {
    for (let step = 0; step < TABS_MAX; step += 1) {
      const there = await wanted.evaluateAll((all) =>
        all.some((one) => one === one.ownerDocument.activeElement),
      );
      if (there) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not lead to ${wanted.toString()}.`);
  }

  async picture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`), animations: "disabled" });
  }

  /** What stands out of the window to the right; empty where nobody has to scroll sideways. */
  tooWide(): Promise<string[]> {
    return this.page.evaluate(TOO_WIDE);
  }

  /** Accessibility faults of what is on screen, one line each; of one rule alone where it is named. */
  async axe(rule?: string): Promise<string[]> {
    // A colour on its way to another is nobody's contrast.
    await this.page.evaluate(TRANSITIONS_ENDED);
    const judge = new AxeBuilder({ page: this.page });
    const { violations } = await (rule === undefined
      ? judge.withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
      : judge.withRules([rule])
    ).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
    );
  }

  async remove(): Promise<void> {
    await this.browser.close();
  }
}
