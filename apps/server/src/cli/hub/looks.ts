import { askHub } from "./ask-hub.js";

/** Time alone may move what is watched: it is looked at again after this long without an event. */
const LOOK_AGAIN_MS = 5_000;
/** Before a lost stream is opened again. */
const REOPEN_MS = 1_000;

/**
 * What `read` answers: at once, when the stream tells of a change of a rollout, and after a while in any case. Ends when
 * `signal` is aborted.
 */
export async function* looks<T>(
  origin: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  read: () => Promise<T>,
): AsyncGenerator<T, void, undefined> {
  let wake = () => {};
  const following = follow(origin, headers, signal, () => wake());
  while (!signal.aborted) {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    yield await read();
    await Promise.race([woken, pause(LOOK_AGAIN_MS, signal)]);
  }
  await following;
}

/** Reads the stream until `signal` is aborted, and opens it again where it is lost. */
async function follow(
  origin: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  changed: () => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const kind of eventKinds(origin, headers, signal)) {
        if (kind === "rollout.changed" || kind === "reset") changed();
      }
    } catch {
      // The next look tells whether the hub is there.
    }
    await pause(REOPEN_MS, signal);
  }
}

async function* eventKinds(
  origin: string,
  sent: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const headers = { ...sent, accept: "text/event-stream" };
  const response = await askHub(`${origin}/api/v1/events`, { headers, signal });
  if (!response.ok || response.body === null) return;
  const decoder = new TextDecoder();
  let rest = "";
  for await (const part of response.body) {
    rest += decoder.decode(part, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("event: ")) yield line.slice("event: ".length);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
