import { exactNs } from "../../text/quantities.js";
import type { Outcome } from "../consequence.js";
import { leavesOf } from "./leaves.js";
import { rounded } from "./factor.js";
import { about, type Touched } from "./touched.js";

const PACES: ReadonlySet<string> = new Set(["collection_interval", "scrape_interval"]);

/** Receivers that fetch at another pace. */
export function paceOutcomes(touched: readonly Touched[]): readonly Outcome[] {
  return touched.flatMap((one) => {
    if (one.class !== "receiver" || one.before === undefined || one.after === undefined) return [];
    const paces = (body: typeof one.before.body) =>
      new Map(
        leavesOf(body)
          .filter(({ key }) => PACES.has(key))
          .map(({ path, node }) => [path.join("."), node.source]),
      );
    const now = paces(one.after.body);
    return [...paces(one.before.body)].flatMap(([path, before]): readonly Outcome[] => {
      const after = now.get(path) ?? "";
      const [was, is] = [Number(exactNs(before) ?? 0), Number(exactNs(after) ?? 0)];
      if (was === is || was <= 0 || is <= 0) return [];
      const factor = rounded(was / is);
      return [{ kind: "pace-changed", ...about(one), path, before, after, factor }];
    });
  });
}
