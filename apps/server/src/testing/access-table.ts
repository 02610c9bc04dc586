import { ROUTES } from "@fleethub/api";
import {
  type Action,
  ACTIONS,
  type ActionRule,
  isAction,
  mayDo,
  ROLES,
  type Role,
} from "@fleethub/fleet/access";

/** How far a role may do something. */
export type Cell = "reach" | "whole fleet" | "–";

/** What the rule of an action gives a role. */
export function cellOf(action: Action, role: Role): Cell {
  const rule: ActionRule = ACTIONS[action];
  if (!mayDo(role, rule)) return "–";
  return rule.kind === "whole-fleet" ? "whole fleet" : "reach";
}

/** Routes by action, in the order of the table of actions; `own` and `public` first. */
export function routesByAction(): ReadonlyMap<string, readonly string[]> {
  const routes = new Map<string, string[]>();
  for (const action of ["public", "own", ...Object.keys(ACTIONS)]) routes.set(action, []);
  for (const { name, action } of ROUTES) {
    const known = routes.get(action);
    if (known === undefined) throw new Error(`No rule says who may use ${name}: ${action}.`);
    known.push(name);
  }
  return routes;
}

/** The table of docs/access.md. */
export function accessTable(): string {
  const rows = [...routesByAction()].map(([action, routes]) => {
    const cells = isAction(action)
      ? ROLES.map((role) => cellOf(action, role))
      : ROLES.map(() => (action === "own" ? "own" : "yes"));
    return `| \`${action}\` | ${routes.length} | ${cells.join(" | ")} |`;
  });
  return [
    `| action | routes | ${ROLES.join(" | ")} |`,
    `|---|---|${ROLES.map(() => "---").join("|")}|`,
    ...rows,
  ].join("\n");
}
