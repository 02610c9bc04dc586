import type { HubLeases } from "@fleethub/control-plane";
import type { Database } from "../database/database.js";
import { Params } from "../database/params.js";
import { LEASE_HOLDS, NOW } from "./lease-clock.js";
import { inherit } from "./take-agents.js";

export function hubLeases(database: Database): HubLeases {
  return {
    async renew(hub, leaseMs) {
      const p = new Params();
      const name = p.text(hub);
      const [row] = await database.query(
        `with before as (select ${LEASE_HOLDS} as holds from hub_leases l where l.hub = ${name}),
         dropped as (delete from hub_leases l where l.hub <> ${name} and not ${LEASE_HOLDS})
         insert into hub_leases (hub, until) values (${name}, ${NOW} + ${p.as("bigint", leaseMs)})
         on conflict (hub) do update set until = excluded.until
         returning coalesce((select holds::text from before), 'false') as unbroken`,
        p.values,
      );
      return row?.["unbroken"] === "true";
    },
    async release(hub) {
      const p = new Params();
      await database.query(`delete from hub_leases where hub = ${p.text(hub)}`, p.values);
    },
    inherit: (hub, limit) => inherit(database, hub, limit),
  };
}
