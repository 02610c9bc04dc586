import { describe, expect, test } from "vitest";
import { row, rows } from "../testing/rows";
import { fromPage, patched, waiting, withPage } from "./fleet-list";

const none = new Set<string>();
const list = fromPage({ items: rows(5), nextCursor: null, total: 5 });
const uids = (of: { readonly rows: readonly { readonly uid: string }[] }) =>
  of.rows.map(({ uid }) => uid);

describe("the list in sight", () => {
  test("a changed row is patched in place: no row moves, whatever the order says", () => {
    const failed = row(3, { sync: "failed", reason: "unknown exporter" });
    const after = patched(list, [failed], new Set([failed.uid]), none);
    expect(uids(after)).toEqual(uids(list));
    expect(after.rows[3]).toEqual(failed);
    expect(after.rows[2]).toBe(list.rows[2]);
    expect(waiting(after)).toBe(0);
  });

  test("a row that no longer matches stays, and counts as one that left", () => {
    const away = row(1, { presence: "disconnected" });
    const after = patched(list, [away], none, none);
    expect(uids(after)).toEqual(uids(list));
    expect([...after.left]).toEqual([away.uid]);
    expect(waiting(patched(after, [row(1)], new Set([away.uid]), none))).toBe(0);
  });

  test("an agent that came waits, and is not put between the others", () => {
    const fresh = row(9);
    const after = patched(list, [fresh], new Set([fresh.uid]), none);
    expect(uids(after)).toEqual(uids(list));
    expect(waiting(after)).toBe(1);
  });

  test("an agent of a page that was not read yet has not come", () => {
    const partly = fromPage({ items: rows(5), nextCursor: "next", total: 900 });
    expect(waiting(patched(partly, [row(77)], new Set([row(77).uid]), none))).toBe(0);
  });

  test("a forgotten agent leaves, once", () => {
    const gone = new Set([row(2).uid, row(40).uid]);
    const after = patched(patched(list, [], none, gone), [], none, gone);
    expect(uids(after)).toEqual(uids(list));
    expect(waiting(after)).toBe(1);
  });

  test("the next page is put at the end and brings no row twice", () => {
    const first = fromPage({ items: rows(3), nextCursor: "c", total: 5 });
    const after = withPage(first, { items: [row(2), row(3), row(4)], nextCursor: null, total: 5 });
    expect(uids(after)).toEqual(uids({ rows: rows(5) }));
    expect(after.nextCursor).toBeNull();
  });

  test("nothing changed keeps the very rows, so that nothing is drawn again", () => {
    expect(patched(list, [], none, none).rows).toBe(list.rows);
  });
});
