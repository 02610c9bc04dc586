import { join } from "node:path";
import { chromium, type JSHandle } from "@playwright/test";
import { build } from "esbuild";
import { afterEach, describe, expect, it } from "vitest";
import { EXECUTABLE, hasChromium, QUIET } from "../real/console.js";
import { until } from "../real/wait.js";
import { openOpampServer, type OpampServer, type Seen } from "./opamp-server.js";

const APPLIED = 1;
/** The field with an instance UID that the golden vectors begin with. */
const HEAD = "0a100192f0a0b0c07d0e8f00112233445566";
const HTML = `<!doctype html><title>opamp</title><link rel="icon" href="data:,">`;

type Program = typeof import("./opamp-page.js");

const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

interface Opened {
  readonly server: OpampServer;
  readonly program: JSHandle<Program>;
  /** Errors of the page, and requests to others than the server. */
  readonly complaints: string[];
}

/** A page with the built package in it, on the origin of an OpAMP server. */
async function open(): Promise<Opened> {
  const server = await openOpampServer(HTML, await bundle());
  opened.push({ close: () => server.stop() });
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: QUIET });
  opened.push(browser);
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server.origin) && !url.startsWith("data:")) complaints.push(url);
  });
  await page.goto(server.origin);
  // As text: the test runner would rewrite an import that it sees.
  const program = await page.evaluateHandle<Program>('import("/page.js")');
  return { server, program, complaints };
}

/** The page's program with what the package publishes, not its sources. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "opamp-page.ts")],
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

describe.runIf(hasChromium())("OpAMP in a browser", { retry: 0 }, () => {
  it.each(["ws", "http"] as const)("an agent lives a whole life over %s", async (scheme) => {
    const { server, program, complaints } = await open();
    const endpoint = `${scheme}://${server.endpoint}`;
    const uid = await program.evaluate((it, to) => it.start("one", to), endpoint);
    const told = () => program.evaluate((it) => it.told("one"));
    const seen = () => server.seenOf(uid);
    const reported = (what: string, fits: (one: Seen) => boolean) =>
      until(what, () => seen().find(fits), undefined, told);

    const first = await reported("a report", () => true);
    expect(first.transport).toBe(scheme === "ws" ? "websocket" : "http");
    expect(first.sequenceNum).toBe(0n);
    expect(first.parts).toContain("agentDescription");

    const applied = await reported("APPLIED", ({ status }) => status === APPLIED);
    expect(applied.parts).toContain("effectiveConfig");
    expect((await told()).configs).toEqual([server.config]);

    await reported("a heartbeat", ({ parts }) => parts.length === 0);

    await program.evaluate((it) => it.say("one", "question", "hello"));
    await reported("a custom message", ({ parts }) => parts.includes("customMessage"));
    await until("an answer", async () => (await told()).messages.includes("answer HELLO"));
    expect(server.say(uid, "listen")).toBe(scheme === "ws" ? "sent" : "waiting");
    await until("a word", async () => (await told()).messages.includes("word listen"));

    await program.evaluate((it) => it.leave("one"));
    await reported("a farewell", ({ parts }) => parts.includes("agentDisconnect"));
    const numbers = seen().map(({ sequenceNum }) => sequenceNum);
    expect(numbers).toEqual(numbers.map((_, at) => BigInt(at)));
    expect(await told()).toMatchObject({ state: "stopped", problems: [], connections: 1 });
    expect(complaints).toEqual([]);
  });

  it("an agent comes back to a server that ended its socket", async () => {
    const { server, program, complaints } = await open();
    const endpoint = `ws://${server.endpoint}`;
    const uid = await program.evaluate((it, to) => it.start("one", to), endpoint);
    const first = await until("a report", () => server.seenOf(uid)[0]);
    server.cut(uid);
    const isElsewhere = ({ connection }: Seen) => connection !== first.connection;
    await until("a report on another connection", () => server.seenOf(uid).some(isElsewhere));
    // What was on its way to the closed socket is lost, and seen as a gap.
    const numbers = server.seenOf(uid).map(({ sequenceNum }) => Number(sequenceNum));
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    await program.evaluate((it) => it.leave("one"));
    expect(complaints).toEqual([]);
  });

  it("the codec reads and makes the golden vectors", async () => {
    const { program, complaints } = await open();
    const report = `${HEAD}2081102a0c1101000000000000001a0178`;
    const offer = `${HEAD}1a1d0a170a150a0012110a04613a20311209746578742f79616d6c1202abcd`;
    const read = await program.evaluate(
      (it, [one, other]) => [it.readReport(one), it.readOffer(other), it.refuse("0aff")] as const,
      [report, offer] as const,
    );
    expect(read).toEqual([
      { lastError: "x", hex: report },
      { config: "a: 1", hex: offer },
      "malformed",
    ]);
    expect(complaints).toEqual([]);
  });
});
