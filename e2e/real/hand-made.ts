import type { BrowserContext, Page } from "@playwright/test";

/** A request to the API that nobody made by a control of the console. */
export interface HandMade {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

/** What came of it. */
export interface HandMadeAnswer {
  readonly status: number;
  /** Of the problem that was answered; empty where none was. */
  readonly type: string;
  readonly text: string;
}

interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const sent = ({ method, body }: HandMade): Sent =>
  body === undefined
    ? { method, headers: {} }
    : { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };

/** By a script in the page, so that the browser adds cookie, Origin and Sec-Fetch-Site. */
export async function fromPage(page: Page, asked: HandMade): Promise<HandMadeAnswer> {
  const answer = await page.evaluate(
    async ({ path, init }) => {
      const response = await fetch(`/api/v1${path}`, init);
      return { status: response.status, text: await response.text() };
    },
    { path: asked.path, init: sent(asked) },
  );
  return { ...answer, type: typeOf(answer.text) };
}

/** By a program that took the session out of the browser; it says what it likes about where it comes from. */
export async function withSession(
  context: BrowserContext,
  asked: HandMade,
  origin?: string,
): Promise<HandMadeAnswer> {
  const { body: data, method, headers } = sent(asked);
  const response = await context.request.fetch(`/api/v1${asked.path}`, {
    method,
    headers: { ...headers, ...(origin === undefined ? {} : { origin }) },
    ...(data === undefined ? {} : { data }),
  });
  const text = await response.text();
  return { status: response.status(), text, type: typeOf(text) };
}

function typeOf(text: string): string {
  try {
    const { type } = JSON.parse(text) as { type?: unknown };
    return typeof type === "string" ? type : "";
  } catch {
    return "";
  }
}
