import { afterEach } from "vitest";

interface Removable {
  remove(): Promise<void>;
}

const opened: Removable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.remove();
});

/** Ends it with the test, last opened first. */
export function ended<T extends Removable>(one: T): T {
  opened.push(one);
  return one;
}
