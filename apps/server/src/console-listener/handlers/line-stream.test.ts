import { expect, it } from "vitest";
import { lineStream } from "./line-stream.js";

async function* lines(ended: () => void) {
  try {
    yield "one";
    yield "two";
  } finally {
    ended();
  }
}

it("ends each line, and the stream with the last", async () => {
  let isEnded = false;
  const stream = lineStream(lines(() => (isEnded = true)));
  expect(await new Response(stream).text()).toBe("one\ntwo\n");
  expect(isEnded).toBe(true);
});

it("ends the lines where nobody reads on", async () => {
  let isEnded = false;
  const reader = lineStream(lines(() => (isEnded = true))).getReader();
  await reader.read();
  await reader.cancel();
  expect(isEnded).toBe(true);
});
