import type { Page, PageRequest } from "../ports.js";

/** Reads page after page, at most 1,000 of them, and returns every row in order. */
export async function drainPages<T>(
  read: (page: PageRequest) => Promise<Page<T>>,
  limit: number,
  between: () => Promise<void> = async () => {},
): Promise<readonly T[]> {
  const rows: T[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 1000; pages += 1) {
    const page: Page<T> = await read({ limit, cursor });
    rows.push(...page.items);
    if (page.nextCursor === null) return rows;
    cursor = page.nextCursor;
    await between();
  }
  throw new Error("The pages do not end.");
}
